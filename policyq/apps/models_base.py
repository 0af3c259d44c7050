"""What the models of the outside are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr
from pydantic_core.core_schema import CoreSchema, literal_schema

from policyq.vocabulary.events import PLATFORMS


class OneOf:
    """Marks a text that must be one of some names; the schema lists them."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        return literal_schema(self.names)


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


Filled = Annotated[StrictStr, Field(min_length=1)]
Count = Annotated[StrictInt, Field(ge=0)]
Place = Annotated[StrictInt, Field(ge=-1)]
"""In a text; -1 is beside it."""
Platform = Annotated[str, OneOf(*PLATFORMS)]
