"""Steps that the readers of several formats share: values, tables, JSON, dates, system lines."""
