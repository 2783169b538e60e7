-- Users: who may call. A student or a tutor is a person of the school; a user is a login that may belong to one.

create table users (
    id          uuid primary key,
    username    text not null,
    email       text not null,
    role        text not null,
    is_active   boolean not null default true,
    external_id text,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    version     integer not null default 1,
    search      text collate "und-x-icu" not null generated always as
                    (lower(normalize(username || E'\n' || email) collate "und-x-icu")) stored,

    constraint users_username_check check (username ~ '\S' and char_length(username) <= 100),
    constraint users_email_check check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and char_length(email) <= 254),
    constraint users_role_check check (role in ('admin', 'tutor', 'student')),
    constraint users_external_id_check check (external_id ~ '\S' and char_length(external_id) <= 200)
);

create trigger users_touch before update on users for each row execute function touch_row();

create unique index users_username_key on users (lower(username collate "und-x-icu"));
create unique index users_email_key on users (lower(email collate "und-x-icu"));
create unique index users_external_id_key on users (external_id);
create index users_created_at_id on users (created_at, id);
create index users_username_id on users (username, id);
create index users_search on users using gin (search gin_trgm_ops);

create table profiles (
    user_id    uuid primary key,
    full_name  text collate "und-x-icu" not null,
    phone      text,
    time_zone  text not null,
    locale     text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version    integer not null default 1,

    constraint profiles_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint profiles_full_name_check check (full_name ~ '\S' and char_length(full_name) <= 200),
    constraint profiles_phone_check check (char_length(phone) between 1 and 40),
    constraint profiles_time_zone_check check (char_length(time_zone) between 1 and 64),
    constraint profiles_locale_check check (locale ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$' and char_length(locale) <= 35)
);

create trigger profiles_touch before update on profiles for each row execute function touch_row();
