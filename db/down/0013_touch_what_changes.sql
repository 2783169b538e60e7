-- Takes back: a change that changes nothing keeps the version.

create or replace trigger students_touch before update on students for each row execute function touch_row();
create or replace trigger users_touch before update on users for each row execute function touch_row();
create or replace trigger tutors_touch before update on tutors for each row execute function touch_row();
create or replace trigger payments_touch before update on payments for each row execute function touch_row();

create or replace function touch_row() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.updated_at := now();
    return new;
end
$$;
