from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def driver(request: HttpRequest) -> HttpResponse:
    """Which libpq the database driver loads: it is imported here, as it is in most applications, on first use."""
    import psycopg

    return HttpResponse(f"libpq {psycopg.pq.version()} ({psycopg.pq.__impl__})")
