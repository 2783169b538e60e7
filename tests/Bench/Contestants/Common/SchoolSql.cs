namespace Lectern.Bench.Contestants.Common;

/// <summary>The SQL of the contestants that write SQL by hand, with numbered parameters.</summary>
internal static class SchoolSql
{
    public const string Students =
        "id, full_name, email, grade, date_of_birth, is_active, user_id, created_at, updated_at, version";

    public const string Payments =
        "id, student_id, subscription_id, amount_minor, refunded_minor, currency, method, reference, paid_at, status, "
        + "created_at, updated_at, version";

    /// <summary>$1 id.</summary>
    public const string Get = $"select {Students} from students where id = $1";

    /// <summary>$1 limit.</summary>
    public const string List = $"select {Students} from students order by created_at, id limit $1";

    /// <summary>$1 limit, $2 and $3 the cursor.</summary>
    public const string ListAfter =
        $"select {Students} from students where (created_at, id) > ($2, $3) order by created_at, id limit $1";

    /// <summary>$1 limit, $2 the pattern.</summary>
    public const string Search =
        $"select {Students} from students where search like $2 order by created_at, id limit $1";

    /// <summary>$1 to $7: id and the columns that are written.</summary>
    public const string Create =
        "insert into students (id, full_name, email, grade, date_of_birth, is_active, user_id) "
        + $"values ($1, $2, $3, $4, $5, $6, $7) returning {Students}";

    /// <summary>$1 id, $2 the version of If-Match, $3 the patch with the names of columns.</summary>
    public const string Patch =
        "update students set (full_name, email, grade, date_of_birth, is_active, user_id) = ("
        + "select full_name, email, grade, date_of_birth, is_active, user_id "
        + $"from json_populate_record(students, $3::json)) where id = $1 and version = $2 returning {Students}";

    /// <summary>$1 caller, $2 key, $3 hash of the request.</summary>
    public const string ClaimKey =
        "insert into idempotency_keys (caller, key, request_hash) values ($1, $2, $3) on conflict do nothing";

    /// <summary>$1 to $8: id and the columns that are written.</summary>
    public const string Pay =
        "insert into payments (id, student_id, subscription_id, amount_minor, currency, method, reference, paid_at) "
        + $"values ($1, $2, $3, $4, $5, $6, $7, $8) returning {Payments}";

    /// <summary>$1 caller, $2 key, $3 status, $4 headers, $5 body.</summary>
    public const string KeepAnswer =
        "update idempotency_keys set status = $3, headers = $4::jsonb, body = $5 where caller = $1 and key = $2";
}
