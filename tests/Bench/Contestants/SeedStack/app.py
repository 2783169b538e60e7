"""FastAPI with SQLAlchemy's asynchronous ORM on asyncpg, as its documentation shows it. It checks nothing."""

import base64
import datetime
import hashlib
import json
import os
import uuid
from typing import List, Optional

from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from pydantic import BaseModel
from sqlalchemy import (Boolean, Column, Computed, Date, DateTime, FetchedValue, Integer, BigInteger, SmallInteger, Text,
                        literal, select, text, tuple_)
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import declarative_base, sessionmaker

# The same number of connections as every contestant has, shared by the workers.
engine = create_async_engine(
    "postgresql+asyncpg://", pool_size=max(1, 20 // int(os.environ.get("WORKERS", "1"))), max_overflow=0)
Transactions = sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
# One statement needs no transaction around it, and so one round trip as with every contestant.
Statements = sessionmaker(
    engine.execution_options(isolation_level="AUTOCOMMIT"), class_=AsyncSession, expire_on_commit=False)
Base = declarative_base()
app = FastAPI()


class Student(Base):
    __tablename__ = "students"
    __mapper_args__ = {"eager_defaults": True}
    id = Column(UUID(as_uuid=True), primary_key=True)
    full_name = Column(Text)
    email = Column(Text)
    grade = Column(SmallInteger)
    date_of_birth = Column(Date)
    is_active = Column(Boolean)
    user_id = Column(UUID(as_uuid=True))
    created_at = Column(DateTime(timezone=True), server_default=FetchedValue())
    updated_at = Column(DateTime(timezone=True), server_default=FetchedValue())
    version = Column(Integer, server_default=FetchedValue())


class Payment(Base):
    __tablename__ = "payments"
    __mapper_args__ = {"eager_defaults": True}
    id = Column(UUID(as_uuid=True), primary_key=True)
    student_id = Column(UUID(as_uuid=True))
    subscription_id = Column(UUID(as_uuid=True))
    amount_minor = Column(BigInteger)
    refunded_minor = Column(BigInteger, server_default=FetchedValue())
    currency = Column(Text)
    method = Column(Text)
    reference = Column(Text)
    paid_at = Column(DateTime(timezone=True))
    status = Column(Text, Computed(""))
    created_at = Column(DateTime(timezone=True), server_default=FetchedValue())
    updated_at = Column(DateTime(timezone=True), server_default=FetchedValue())
    version = Column(Integer, server_default=FetchedValue())


def utc(time: datetime.datetime) -> str:
    return time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


class Record(BaseModel):
    class Config:
        orm_mode = True
        alias_generator = camel
        allow_population_by_field_name = True
        json_encoders = {datetime.datetime: utc}


class StudentIn(Record):
    full_name: str
    email: str
    grade: Optional[int]
    date_of_birth: Optional[datetime.date]
    is_active: bool = True
    user_id: Optional[uuid.UUID]


class StudentOut(StudentIn):
    id: uuid.UUID
    created_at: datetime.datetime
    updated_at: datetime.datetime


class StudentPage(Record):
    value: List[StudentOut]
    next_link: Optional[str]


class PaymentIn(Record):
    student_id: uuid.UUID
    subscription_id: Optional[uuid.UUID]
    amount_minor: int
    currency: str
    method: str
    reference: Optional[str]
    paid_at: datetime.datetime


class PaymentOut(PaymentIn):
    id: uuid.UUID
    refunded_minor: int
    status: str
    created_at: datetime.datetime
    updated_at: datetime.datetime


async def statements():
    async with Statements() as session:
        yield session


async def transactions():
    async with Transactions() as session:
        yield session


@app.get("/api/students/{id}", response_model=StudentOut)
async def get(id: uuid.UUID, response: Response, session: AsyncSession = Depends(statements)):
    student = await session.get(Student, id)
    if student is None:
        raise HTTPException(404)
    response.headers["ETag"] = f'"{student.version}"'
    return student


@app.get("/api/students", response_model=StudentPage, response_model_exclude_unset=True)
async def list_students(request: Request, limit: int = 50, cursor: Optional[str] = None, q: Optional[str] = None,
                        session: AsyncSession = Depends(statements)):
    query = select(Student).order_by(Student.created_at, Student.id).limit(limit + 1)
    if q is not None:
        query = query.where(text("search like :pattern").bindparams(pattern=f"%{q.lower()}%"))
    if cursor is not None:
        _, created_at, id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        query = query.where(tuple_(Student.created_at, Student.id) > tuple_(
            literal(datetime.datetime.fromisoformat(created_at)), literal(uuid.UUID(id), UUID(as_uuid=True))))
    rows = (await session.execute(query)).scalars().all()
    if len(rows) <= limit:
        return {"value": rows}
    last = rows[limit - 1]
    place = json.dumps(["createdAt", utc(last.created_at), str(last.id)], separators=(",", ":"))
    after = base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")
    return {"value": rows[:limit], "next_link": str(request.url.include_query_params(cursor=after))}


@app.post("/api/students", response_model=StudentOut, status_code=201)
async def create(body: StudentIn, request: Request, response: Response,
                 session: AsyncSession = Depends(statements)):
    student = Student(id=uuid.uuid4(), **body.dict())
    session.add(student)
    await session.commit()
    response.headers["ETag"] = f'"{student.version}"'
    response.headers["Location"] = f"{request.url}/{student.id}"
    return student


@app.post("/api/students/bulk")
async def create_many(body: List[StudentIn], session: AsyncSession = Depends(transactions)):
    students = [Student(id=uuid.uuid4(), **student.dict()) for student in body]
    session.add_all(students)
    await session.commit()
    return {"created": len(students), "ids": [student.id for student in students]}


@app.patch("/api/students/{id}", response_model=StudentOut)
async def patch(id: uuid.UUID, request: Request, response: Response, if_match: str = Header(),
                session: AsyncSession = Depends(statements)):
    names = {camel(name): name for name in StudentIn.__fields__}
    columns = {names[name]: value for name, value in (await request.json()).items()}
    changed = Student.__table__.update().where(
        Student.id == id, Student.version == int(if_match.strip('"'))).values(columns).returning(Student)
    student = (await session.execute(changed)).one_or_none()
    if student is None:
        raise HTTPException(412)
    response.headers["ETag"] = f'"{student.version}"'
    return StudentOut.from_orm(student)


@app.post("/api/payments", response_model=PaymentOut, status_code=201)
async def pay(body: PaymentIn, request: Request, response: Response, idempotency_key: str = Header(),
              session: AsyncSession = Depends(transactions)):
    key = {"caller": "admin", "key": idempotency_key}
    claimed = await session.execute(
        text("insert into idempotency_keys (caller, key, request_hash) values (:caller, :key, :hash) "
             "on conflict do nothing"),
        {**key, "hash": hashlib.sha256(await request.body()).digest()})
    if claimed.rowcount == 0:
        raise HTTPException(409)
    payment = Payment(id=uuid.uuid4(), **body.dict())
    session.add(payment)
    await session.flush()
    headers = {"Content-Type": "application/json", "ETag": f'"{payment.version}"',
               "Location": f"{request.url}/{payment.id}"}
    await session.execute(
        text("update idempotency_keys set status = 201, headers = cast(:headers as jsonb), body = :body "
             "where caller = :caller and key = :key"),
        {**key, "headers": json.dumps(headers), "body": PaymentOut.from_orm(payment).json(by_alias=True).encode()})
    await session.commit()
    response.headers["ETag"], response.headers["Location"] = headers["ETag"], headers["Location"]
    return payment
