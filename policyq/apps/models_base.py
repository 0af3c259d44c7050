"""What the models of the outside are made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic_core.core_schema import CoreSchema, literal_schema


class OneOf:
    """Marks a text that must be one of some names; the schema lists them."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        return literal_schema(self.names)


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")
