"""Puts the service together."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse

from . import admin, public
from .database import connected
from .service import make_service, prepare_database
from .settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """The application; its database is made ready when it starts."""
    app = FastAPI(title="Resume", version=settings.version, docs_url=None, redoc_url=None)
    service = make_service(settings)
    app.state.service = service
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(settings.allowed_origins),
        # The whole origin must fit the pattern, so nobody gets in by a longer name.
        allow_origin_regex=settings.preview_origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["content-type", "last-event-id"],
        max_age=600,
    )
    app.include_router(public.router)
    app.include_router(public.sample_router)
    app.include_router(admin.router)

    @app.on_event("startup")
    async def start() -> None:
        prepare_database(service)
        service.stopping.attach()

    @app.on_event("shutdown")
    async def stop() -> None:
        await service.desk.put_down()

    @app.get("/version")
    def version() -> dict:
        return {"version": settings.version}

    @app.get("/health")
    def health() -> JSONResponse:
        with connected(settings.database) as connection:
            connection.execute("SELECT count(*) FROM resumes")
        return JSONResponse({"status": "ok", "services": {"database": "ok"}})

    return app
