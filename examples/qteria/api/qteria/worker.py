"""The worker that judges: `celery -A qteria.worker worker`."""
import os

from celery import Celery
from celery.signals import worker_ready, worker_shutting_down

from qteria.database import connect
from qteria.judge import judge
from qteria.readiness import Readiness
from qteria.settings import read_settings
from qteria.store import Store

settings = read_settings()
store = Store(connect(settings.database_url))

app = Celery("qteria", broker=settings.redis_url)
app.conf.update(
    # A task that a worker did not finish is given to another one: what a deployment cuts short is not lost.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    broker_transport_options={"visibility_timeout": 120, "socket_connect_timeout": 2},
    task_ignore_result=True,
    worker_hijack_root_logger=False,
)


@app.task(name="qteria.judge")
def judge_assessment(key: int) -> None:
    """Judges one document. Doing it twice changes nothing, so it may be delivered twice."""
    body = store.body_of(key)
    if body is not None:
        store.write_judgement(key, judge(body, store.criteria()), settings.version)


readiness = Readiness()


@worker_ready.connect
def ready(**_) -> None:
    if os.environ.get("PORT"):
        readiness.open(int(os.environ["PORT"]), settings.version)
    print(f"The worker of {settings.version} is connected and takes tasks.", flush=True)


@worker_shutting_down.connect
def leaving(**_) -> None:
    readiness.close()
    print(f"The worker of {settings.version} finishes what it has begun and takes no more.", flush=True)
