"""Reading a page as a press would: content streams followed operator by operator into marks."""
