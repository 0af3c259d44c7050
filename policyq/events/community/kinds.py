"""The kinds of community: for each what its members say, and the numbers it lives by.

Nothing but tables: how a day goes is told once, in `group` and `scenes`, for all of them. The
shares of silent members and of those who write more than twenty messages a month lie where group
owners say they lie for the kind, and so do the shares of violations by size band. To have both,
shops and customer groups write less than study groups do: most of their members only read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from policyq.events.community.parameters import Band, Parameters, Violations
from policyq.events.community.texts import (
    Texts,
    customer_en,
    customer_zh,
    interest_en,
    interest_zh,
    shop_en,
    shop_zh,
    study_en,
    study_zh,
)
from policyq.vocabulary.types import Said


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of community."""

    id: str
    says: Said
    parameters: Parameters
    """The defaults."""
    zh: Texts
    en: Texts

    def texts(self, language: str) -> Texts:
        return self.zh if language == "zh" else self.en


_STUDY = Parameters()

_SHOP = Parameters(
    kind="shop",
    bands=(
        Band("small", 0.4, (12, 45), 6, 0.13, 0.15, 0.1, (0, 1), 0.60),
        Band("middle", 0.4, (55, 180), 20, 0.075, 0.8, 0.6, (1, 2), 0.85),
        Band("large", 0.2, (220, 480), 58, 0.042, 2.5, 1.8, (2, 5), 0.95),
    ),
    violations=Violations(
        night=0.18, links=0.20, ads=0.18, fraud=0.08, abuse=0.04, floods=0.06, mentions=0.05,
        promotions=0.16, disputes=0.05, private=0.02,
    ),
    hours=(0, 0, 0, 0, 0, 0, 0, 1, 3, 4, 6, 9, 10, 5, 3, 4, 5, 7, 9, 11, 10, 6, 3, 0),
    weekdays=(0.9, 0.9, 0.95, 1.0, 1.15, 1.1, 1.0),
    silent=0.38, tail=1.0, offenders=0.02, fresh_advertisers=0.5, chorus=0.03, rushes=0.04,
    links=0.015, mentions=0.02, media=0.14, recalls=0.002, checkins=0.0, bad_hosts=(
        "m.tb.cn", "item.taobao.com", "item.jd.com", "p.pinduoduo.com", "mobile.yangkeduo.com",
        "detail.1688.com", "www.vip.com",
    ),
    notices=2.5, notice_hours=(8, 11, 11, 17, 18, 19),
    questions=0.14, orders=0.12, chains=0.12, albums=0.03, complaints=0.01, bursts=0.02,
    prices=(9, 260), channels=0.9,
)  # fmt: skip

_INTEREST = Parameters(
    kind="interest",
    bands=(
        Band("small", 0.4, (12, 45), 8, 0.13, 0.1, 0.08, (0, 1), 0.60),
        Band("middle", 0.4, (55, 180), 34, 0.076, 0.5, 0.4, (1, 3), 0.85),
        Band("large", 0.2, (220, 480), 115, 0.042, 1.5, 1.2, (3, 6), 0.95),
    ),
    violations=Violations(
        night=0.22, links=0.18, ads=0.15, fraud=0.06, abuse=0.10, floods=0.10, mentions=0.06,
        promotions=0.13,
    ),
    hours=(0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 4, 6, 4, 3, 3, 4, 5, 6, 8, 11, 13, 13, 0),
    weekdays=(0.8, 0.8, 0.85, 0.85, 1.0, 1.45, 1.4),
    silent=0.22, tail=0.9, offenders=0.03, chorus=0.05, rushes=0.02,
    links=0.03, mentions=0.04, media=0.2, recalls=0.004, checkins=0.01, bad_hosts=(
        "m.tb.cn", "p.pinduoduo.com", "t.cn", "bit.ly", "live.bet-now.top", "vip.fast-cash.shop",
        "mp.lucky-draw.top",
    ),
    guests=0.01, notices=0.6, notice_hours=(12, 18, 19, 20),
    questions=0.04, chains=0.05, albums=0.10, bursts=0.03,
)  # fmt: skip

_CUSTOMER = Parameters(
    kind="customer",
    bands=(
        Band("small", 0.4, (12, 45), 5, 0.13, 0.1, 0.05, (1, 2), 0.60),
        Band("middle", 0.4, (55, 180), 18, 0.078, 0.4, 0.25, (2, 4), 0.85),
        Band("large", 0.2, (220, 480), 48, 0.044, 1.6, 1.0, (3, 6), 0.95),
    ),
    violations=Violations(
        night=0.16, links=0.18, ads=0.18, fraud=0.08, abuse=0.06, floods=0.08, mentions=0.08,
        promotions=0.06, disputes=0.10, private=0.12,
    ),
    hours=(0, 0, 0, 0, 0, 0, 0, 0.3, 2, 9, 11, 9, 4, 6, 9, 10, 9, 6, 3, 2, 1.5, 1, 0.5, 0),
    weekdays=(1.3, 1.2, 1.2, 1.15, 1.1, 0.55, 0.5),
    platform="wecom",
    silent=0.40, tail=1.0, offenders=0.02, chorus=0.015, rushes=0.005,
    links=0.03, mentions=0.05, media=0.1, recalls=0.002, checkins=0.0, bad_hosts=(
        "www.rival-software.com", "www.other-saas.net", "t.cn", "bit.ly", "vip.fast-cash.shop",
        "mp.lucky-draw.top",
    ),
    guests=0.005, notices=0.5, notice_hours=(9, 10, 14, 17),
    questions=0.30, orders=0.02, chains=0.01, albums=0.01, complaints=0.06, bursts=0.015,
    prices=(200, 6000),
)  # fmt: skip

#: By id, the default first.
KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind("study", Said("学习", "study"), _STUDY, study_zh.TEXTS, study_en.TEXTS),
        Kind("shop", Said("商家", "shop"), _SHOP, shop_zh.TEXTS, shop_en.TEXTS),
        Kind("interest", Said("兴趣", "interest"), _INTEREST, interest_zh.TEXTS, interest_en.TEXTS),
        Kind("customer", Said("客户", "customer"), _CUSTOMER, customer_zh.TEXTS, customer_en.TEXTS),
    )
}


def of_kind(kind: str, **given: Any) -> Parameters:
    """The defaults of a kind with some parameters changed. Raises `ValueError` as they do."""
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}")
    return replace(KINDS[kind].parameters, **given)
