-- Homework: assigned, submitted, graded, in this order only. What a state needs is there when the state is.

create table homework (
    id           uuid primary key,
    student_id   uuid not null,
    tutor_id     uuid not null,
    subject      text not null,
    title        text collate "und-x-icu" not null,
    instructions text,
    due_at       timestamptz not null,
    status       text not null default 'assigned',
    submission   text,
    submitted_at timestamptz,
    score        smallint,
    feedback     text,
    graded_at    timestamptz,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    version      integer not null default 1,

    constraint homework_student_id_fkey foreign key (student_id) references students (id),
    constraint homework_tutor_id_fkey foreign key (tutor_id) references tutors (id),
    constraint homework_subject_check check (subject ~ '\S' and char_length(subject) <= 100),
    constraint homework_title_check check (title ~ '\S' and char_length(title) <= 200),
    constraint homework_instructions_check check (char_length(instructions) <= 10000),
    constraint homework_status_check check (status in ('assigned', 'submitted', 'graded')),
    constraint homework_submission_check check (
        (status = 'assigned') = (submission is null) and (submission is null) = (submitted_at is null)
        and char_length(submission) <= 20000),
    constraint homework_score_check check (
        (status = 'graded') = (score is not null) and (score is null) = (graded_at is null)
        and score between 0 and 100),
    constraint homework_feedback_check check (char_length(feedback) <= 10000)
);

create trigger homework_touch before update on homework for each row execute function touch_row();

create index homework_student_id on homework (student_id);
create index homework_tutor_id on homework (tutor_id);
create index homework_created_at_id on homework (created_at, id);
create index homework_due_at_id on homework (due_at, id);
create index homework_title_id on homework (title, id);
