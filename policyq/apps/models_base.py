"""What the models of the outside are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr
from pydantic import GetJsonSchemaHandler as Handler
from pydantic_core.core_schema import CoreSchema, literal_schema

from policyq.vocabulary.events import PLATFORMS
from policyq.vocabulary.types import Said


class OneOf:
    """Marks a text that must be one of some names; the schema lists them. A mapping has what each is
    called, which is in the schema, too: whoever reads a document puts the ids in place of it."""

    def __init__(self, *names: str | Mapping[str, Said]) -> None:
        self.names: list[str] = []
        self._called: list[str] = []
        for one in names:
            if isinstance(one, str):
                self.names.append(one)
            else:
                self.names += one
                self._called += (name for said in one.values() for name in said)

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        return literal_schema(self.names)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: Handler) -> dict[str, Any]:
        described = handler(core)
        if self._called:
            described["enum"] = list(dict.fromkeys((*self.names, *self._called)))
        return described


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


Filled = Annotated[StrictStr, Field(min_length=1)]
Count = Annotated[StrictInt, Field(ge=0)]
Place = Annotated[StrictInt, Field(ge=-1)]
"""In a text; -1 is beside it."""
Platform = Annotated[str, OneOf(*PLATFORMS)]
