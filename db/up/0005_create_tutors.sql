-- Tutors, and which students they teach.

create table tutors (
    id                uuid primary key,
    full_name         text collate "und-x-icu" not null,
    email             text not null,
    subjects          text[] not null default '{}',
    hourly_rate_minor bigint not null,
    currency          text not null,
    is_active         boolean not null default true,
    user_id           uuid,
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now(),
    version           integer not null default 1,
    search            text collate "und-x-icu" not null generated always as
                          (lower(normalize(full_name || E'\n' || email) collate "und-x-icu")) stored,

    constraint tutors_full_name_check check (full_name ~ '\S' and char_length(full_name) <= 200),
    constraint tutors_email_check check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and char_length(email) <= 254),
    constraint tutors_subjects_check check (cardinality(subjects) <= 50 and array_position(subjects, null) is null),
    constraint tutors_hourly_rate_minor_check check (hourly_rate_minor >= 0),
    constraint tutors_currency_check check (currency ~ '^[A-Z]{3}$'),
    constraint tutors_user_id_fkey foreign key (user_id) references users (id)
);

create trigger tutors_touch before update on tutors for each row execute function touch_row();

create unique index tutors_email_key on tutors (lower(email collate "und-x-icu"));
create unique index tutors_user_id_key on tutors (user_id);
create index tutors_created_at_id on tutors (created_at, id);
create index tutors_full_name_id on tutors (full_name, id);
create index tutors_subjects on tutors using gin (subjects);
create index tutors_search on tutors using gin (search gin_trgm_ops);

create table tutor_students (
    tutor_id   uuid not null,
    student_id uuid not null,
    created_at timestamptz not null default now(),

    constraint tutor_students_pkey primary key (tutor_id, student_id),
    constraint tutor_students_tutor_id_fkey foreign key (tutor_id) references tutors (id) on delete cascade,
    constraint tutor_students_student_id_fkey foreign key (student_id) references students (id) on delete cascade
);

create index tutor_students_student_id on tutor_students (student_id);
