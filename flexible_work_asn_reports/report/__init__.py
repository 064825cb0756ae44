from . import daily_page, daily_xlsx, official
