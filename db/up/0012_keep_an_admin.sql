-- The last active admin stays: without one, nobody can make another.

create function keep_an_admin() returns trigger language plpgsql as $$
begin
    -- An older snapshot would not show what another transaction committed while this one waited for the lock.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise feature_not_supported using message = 'remove admins in a transaction that is read committed';
    end if;

    -- One transaction at a time: two that each remove one of the last two admins do not see each other.
    perform pg_advisory_xact_lock(7260012);
    if not exists (select from users where role = 'admin' and is_active) then
        raise check_violation using
            message = 'the last active admin cannot be removed',
            table = 'users', schema = tg_table_schema, constraint = 'users_last_admin_check';
    end if;

    return null;
end
$$;

create trigger users_keep_an_admin_update after update on users for each row
    when (old.role = 'admin' and old.is_active and not (new.role = 'admin' and new.is_active))
    execute function keep_an_admin();

create trigger users_keep_an_admin_delete after delete on users for each row
    when (old.role = 'admin' and old.is_active)
    execute function keep_an_admin();
