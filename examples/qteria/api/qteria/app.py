"""The HTTP API, free of the environment so that a test can call it."""
from typing import Callable, Dict

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from qteria.store import Store


class NewAssessment(BaseModel):
    document: str = Field(min_length=1, max_length=120)
    body: str = Field(min_length=1, max_length=20_000)


def create_app(
    store: Store,
    send: Callable[[int], None],
    ping_redis: Callable[[], object],
    version: str,
    allowed_origins: tuple = (),
) -> FastAPI:
    """`send` hands an assessment over to the worker and raises when it cannot."""
    app = FastAPI(title="Qteria")
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(allowed_origins),
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["content-type"],
        expose_headers=["x-version"],
    )

    @app.middleware("http")
    async def tell_version(request: Request, call_next) -> Response:
        response = await call_next(request)
        response.headers["x-version"] = version
        return response

    @app.get("/version")
    def tell() -> Dict[str, str]:
        return {"version": version}

    @app.get("/health")
    def health() -> JSONResponse:
        services = {"database": _state(store.ping), "redis": _state(ping_redis)}
        well = all(state == "ok" for state in services.values())
        body = {"status": "ok" if well else "failing", "services": services}
        return JSONResponse(body, status_code=200 if well else 503)

    @app.get("/api/criteria")
    def list_criteria() -> dict:
        return {"criteria": [{"code": one.code, "title": one.title} for one in store.criteria()]}

    @app.get("/api/assessments")
    def list_assessments() -> dict:
        return {"assessments": store.newest()}

    @app.post("/api/assessments", status_code=201)
    def add(given: NewAssessment) -> dict:
        added = store.add(given.document, given.body)
        try:
            send(added["id"])
        except Exception as error:
            # What nobody will ever judge is not kept.
            store.remove(added["id"])
            raise HTTPException(503, "The document cannot be judged now; try again in a minute.") from error
        return {"assessment": added}

    @app.get("/api/assessments/{key}")
    def find(key: int) -> dict:
        found = store.find(key)
        if found is None:
            raise HTTPException(404, "There is no such assessment.")
        return {"assessment": found}

    @app.delete("/api/assessments/{key}", status_code=204)
    def remove(key: int) -> Response:
        if not store.remove(key):
            raise HTTPException(404, "There is no such assessment.")
        return Response(status_code=204)

    return app


def _state(ask: Callable[[], object]) -> str:
    try:
        ask()
        return "ok"
    except Exception as error:
        return type(error).__name__
