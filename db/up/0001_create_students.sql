-- Students, the first table of the school, and what every later table shares.

-- Trigram indexes find a part of a name without reading every row.
create extension if not exists pg_trgm;

-- The version is the row's ETag. A trigger counts it up, so that a change made by hand is a change too.
create function touch_row() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.updated_at := now();
    return new;
end
$$;

create table students (
    id            uuid primary key,
    full_name     text collate "und-x-icu" not null,
    email         text not null,
    grade         smallint,
    date_of_birth date,
    is_active     boolean not null default true,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    version       integer not null default 1,

    -- Folded by rules that do not depend on the database's locale; see Sql.Folded in src/Functions/Http.
    search        text collate "und-x-icu" not null generated always as
                      (lower(normalize(full_name || E'\n' || email) collate "und-x-icu")) stored,

    constraint students_full_name_check check (full_name ~ '\S' and char_length(full_name) <= 200),
    constraint students_email_check check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and char_length(email) <= 254),
    constraint students_grade_check check (grade between 1 and 13)
);

create trigger students_touch before update on students for each row execute function touch_row();

create unique index students_email_key on students (lower(email collate "und-x-icu"));

-- The orders of the list, each with the id that breaks ties.
create index students_created_at_id on students (created_at, id);
create index students_full_name_id on students (full_name, id);

-- Letters beyond ASCII are indexed where the database's LC_CTYPE knows them, which is every UTF-8 locale but plain C.
create index students_search on students using gin (search gin_trgm_ops);
