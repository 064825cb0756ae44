from . import daily_lists, daily_notes, daily_page, daily_rows, daily_xlsx, list_xlsx, official, table
