"""The API as it runs: `uvicorn qteria.main:app`."""
import redis

from qteria.app import create_app
from qteria.database import connect
from qteria.settings import read_settings
from qteria.store import Store
from qteria.worker import judge_assessment

settings = read_settings()
app = create_app(
    store=Store(connect(settings.database_url)),
    send=lambda key: judge_assessment.apply_async((key,), retry=False),
    ping_redis=redis.Redis.from_url(settings.redis_url, socket_connect_timeout=2, socket_timeout=2).ping,
    version=settings.version,
    allowed_origins=settings.allowed_origins,
)
