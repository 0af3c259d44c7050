"""What the operating system says of a failed operation, in both languages."""

from __future__ import annotations

import errno

from policyq.vocabulary.types import Said

_KNOWN: dict[int | None, Said] = {
    errno.ENOENT: Said("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EACCES: Said("没有权限", "permission denied"),
    errno.EPERM: Said("不允许这样做", "not permitted"),
    errno.EISDIR: Said("这是一个文件夹", "it is a folder"),
    errno.ENOTDIR: Said("路径当中有一段不是文件夹", "a part of the path is no folder"),
    errno.EEXIST: Said("已经存在", "it exists already"),
    errno.ENOSPC: Said("磁盘满了", "the disk is full"),
    errno.EROFS: Said("磁盘只读", "the disk is read-only"),
    errno.ENAMETOOLONG: Said("文件名太长", "the name is too long"),
    errno.ELOOP: Said("符号链接绕成了圈", "symbolic links go round in a circle"),
}


def in_words(error: Exception) -> Said:
    """What went wrong, without the file's name; what is not known as the system has it."""
    plain = str(getattr(error, "strerror", None) or error) or type(error).__name__
    return _KNOWN.get(getattr(error, "errno", None), Said(plain, plain))
