"""JSON documents of any size, piece by piece.

Exports often are one document: something about the chat, then all its messages, in any order.
`Document.about` finds the former, `Document.items` gives the latter one by one; each is a pass
of its own from the start, so that memory holds one message at a time. A pipe is kept in a
temporary file for that.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any, Self

import ijson

from policyq.apps.logs.context import File
from policyq.apps.logs.decode import Bytes
from policyq.apps.logs.twice import Twice
from policyq.apps.logs.unpack import more
from policyq.apps.problems import refuse
from policyq.apps.schema import whole
from policyq.diagnostics.catalog import exports as say
from policyq.diagnostics.foreign import of_reader

_RAW = 2_000
_SLOW = ijson.get_backend("python")
#: What reading raises: numbers of thousands of digits are no `ijson.JSONError`.
_BROKEN = (ijson.JSONError, ValueError, RecursionError)
#: How the two parsers say that a document ends too early.
_CUT = ("premature EOF", "Incomplete JSON content")


Part = tuple[dict[str, Any], int]
"""Of an object: some of its values, and how long a list in it is."""


class Document:
    """One JSON document in a `File`; a context, at whose end what was kept of a pipe is gone."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._twice = Twice(file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._twice.__exit__()

    def about(self, *paths: str, until: str, needed: tuple[str, ...] = ()) -> dict[str, Any]:
        """The values at ``paths`` (top-level keys), as far as they are there.

        Looks behind the list ``until`` only for what is ``needed`` and did not stand before it.
        A broken document gives what stands before the break; `items` will say where it breaks.
        """
        for exact in (False, True):
            try:
                return self._about(paths, until, frozenset(needed), exact)
            except Overflow:
                continue
        return {}

    def _about(
        self, paths: tuple[str, ...], until: str, needed: frozenset[str], exact: bool
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        builder, inside = None, ""
        try:
            for path, event, value in parsed(self._text(), exact=exact):
                if builder is not None:
                    builder.event(event, value)
                    if path == inside and event in ("end_map", "end_array"):
                        found[inside], builder = _plain(builder.value), None
                elif path in paths and path not in found:
                    if event in ("start_map", "start_array"):
                        builder, inside = ijson.ObjectBuilder(), path
                        builder.event(event, value)
                    else:
                        found[path] = _plain(value)
                elif path == until and event == "start_array" and found.keys() >= needed:
                    break
                if len(found) == len(paths):
                    break
        except _BROKEN:
            pass
        return found

    def parts(
        self, paths: tuple[str, ...], inner: str, keys: tuple[str, ...]
    ) -> dict[str, list[Part]]:
        """Of each object at one of ``paths``: its plain values at ``keys``, and how many values
        its list ``inner`` has. `items` gives these of all objects, in the same order.

        A broken document gives what stands before the break; `items` will say where it breaks.
        """
        for exact in (False, True):
            try:
                return self._parts(paths, inner, keys, exact)
            except Overflow:
                continue
        return {}

    def _parts(
        self, paths: tuple[str, ...], inner: str, keys: tuple[str, ...], exact: bool
    ) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {path: [] for path in paths}
        ones, ends = {f"{path}.{inner}.item" for path in paths}, ("end_map", "end_array", "map_key")
        fields = {f"{path}.{key}": key for path in paths for key in keys}
        about: dict[str, Any] = {}
        count, inside = 0, ""
        try:
            for at, event, value in parsed(self._text(), exact=exact):
                if at in ones:
                    count += event not in ends
                    inside = at
                elif at in fields and not event.startswith(("start", "end")):
                    about.setdefault(fields[at], _plain(value))
                elif at in found and event == "end_map":
                    found[at].append((about, count))
                    about, count = {}, 0
        except _BROKEN:
            pass
        if count:
            found[inside.removesuffix(f".{inner}.item")].append((about, count))
        return found

    def items(self, path: str, *, rows: bool = True) -> Iterator[Any]:
        """The values at ``path`` (``messages.item``), one by one.

        Each is a row of the file, and sets its ``line`` to the value's number (behind those of a
        list that was read before), unless ``rows`` is false: then they stand beside the rows.
        Refuses the rest where the document breaks.
        """
        file, exact, seen = self._file, False, 0
        before = file.rows
        while True:
            text = self._text(count=not exact)
            try:
                for value in islice(_items(text, path, exact=exact), seen, None):
                    seen += 1
                    if rows:
                        file.line = file.rows = before + seen
                    yield value
                return
            except Overflow:
                exact = True  # From this value on, more slowly.
            except _BROKEN as error:
                said = str(error)
                # A word such as `true` that is cut is called a broken one.
                cut = any(mark in said for mark in _CUT)
                if cut or (text.ended and "invalid string in json" in said):
                    refuse(say.JSON_CUT, name=file.name, count=seen)
                detail = of_reader((said.splitlines() or ["?"])[0].strip()[:80])
                refuse(say.JSON_BROKEN, name=file.name, count=seen, detail=detail)

    def _text(self, *, count: bool = False) -> _Utf8:
        """The document from its start, as UTF-8."""
        return _Utf8(self._twice.start(), self._file if count else None)


class Overflow(Exception):
    """A number that no machine word holds."""


def parsed(text: Any, *, exact: bool = False) -> Iterator[tuple[str, str, Any]]:
    """The JSON in a stream as `ijson.parse` gives it, several values one behind the other.

    The quick parser knows machine words only: raises `Overflow` where that is not enough.
    Then ``exact`` is wanted, which is several times slower. (Asked for exact numbers, the
    quick one crashes the interpreter at a number of more than 4,300 digits.)
    """
    try:
        if exact:
            yield from _SLOW.parse(text, multiple_values=True)
        else:
            yield from ijson.parse(text, multiple_values=True, use_float=True)
    except ijson.JSONError as error:
        if "overflow" in str(error) and not exact:
            raise Overflow from None
        raise


def _items(text: Any, path: str, *, exact: bool) -> Iterator[Any]:
    try:
        if exact:
            yield from map(_plain, _SLOW.items(text, path))
        else:
            yield from ijson.items(text, path, use_float=True)
    except ijson.JSONError as error:
        if "overflow" in str(error) and not exact:
            raise Overflow from None
        raise


def _plain(value: Any) -> Any:
    """A value of the slow parser as the quick one gives it: floats, and no lone surrogates."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {whole(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def raw_of(value: object) -> bytes:
    """A value as it is kept when it is rejected: JSON, cut where it is long."""
    try:
        return json.dumps(value, ensure_ascii=False, default=str)[:_RAW].encode("utf-8", "replace")
    except (ValueError, RecursionError):
        return b"..."


class _Utf8:
    """A stream of any encoding as UTF-8; what is no text becomes U+FFFD and is counted."""

    def __init__(self, source: Bytes, file: File | None) -> None:
        self._rest = source.rest
        self._file = file
        self._decoder = codecs.getincrementaldecoder(source.encoding)()
        self._ready = self._recoded(source.head[source.mark :])
        self.ended = False

    def read(self, size: int = -1) -> bytes:
        while not self.ended and (size < 0 or len(self._ready) < size):
            data = more(self._rest)
            self.ended = not data
            self._ready += self._recoded(data)
        if size < 0:
            size = len(self._ready)
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _recoded(self, data: bytes) -> bytes:
        decoder, final = self._decoder, not data
        state = decoder.getstate()
        try:
            return decoder.decode(data, final).encode()
        except UnicodeDecodeError:
            decoder.setstate(state)
            decoder.errors = "replace"
            text = decoder.decode(data, final)
            decoder.errors = "strict"
            if self._file is not None:
                self._file.damaged += text.count("\N{REPLACEMENT CHARACTER}")
            return text.encode()
