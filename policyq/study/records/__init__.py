"""Every disposal as a record: `policyq.study.records.book` makes them, `…written` writes them."""

from policyq.study.records.book import FORMS as FORMS
from policyq.study.records.book import Book as Book
from policyq.study.records.book import Record as Record
from policyq.study.records.book import records as records
