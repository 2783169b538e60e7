using System.Text.Json;

namespace Lectern.Functions.Tutors;

/// <summary>Makes many tutors in one statement, all or none.</summary>
public sealed class TutorBulk(BulkByEmail bulk)
{
    private static readonly string[] Columns =
        ["full_name", "email", "subjects", "hourly_rate_minor", "currency", "is_active", "user_id"];

    // Each tutor's subjects travel as JSON: unnest takes an array of arrays apart to its last text.
    private const string Rows = """
        (
            select id, full_name, email, array(select jsonb_array_elements_text(subjects::jsonb)) as subjects,
                hourly_rate_minor, currency, is_active, user_id, place
            from unnest(@Ids, @FullNames, @Emails, @Subjects, @HourlyRates, @Currencies, @AreActive, @UserIds)
                with ordinality as sent (
                    id, full_name, email, subjects, hourly_rate_minor, currency, is_active, user_id, place)
        ) rows
        """;

    /// <summary>Makes the tutors, or does with those that are there by e-mail as the caller wishes.</summary>
    /// <exception cref="ProblemException">409 conflict, naming each row whose e-mail address is taken.</exception>
    public Task<BulkResult> CreateAsync(
        IReadOnlyList<TutorInput> tutors, BulkQuery query, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            Ids = tutors.Select(_ => Guid.CreateVersion7()).ToArray(),
            FullNames = tutors.Select(tutor => tutor.FullName).ToArray(),
            Emails = tutors.Select(tutor => tutor.Email).ToArray(),
            Subjects = tutors.Select(tutor => JsonSerializer.Serialize(tutor.Subjects)).ToArray(),
            HourlyRates = tutors.Select(tutor => tutor.HourlyRateMinor).ToArray(),
            Currencies = tutors.Select(tutor => tutor.Currency).ToArray(),
            AreActive = tutors.Select(tutor => tutor.IsActive).ToArray(),
            UserIds = tutors.Select(tutor => tutor.UserId).ToArray(),
        };
        return bulk.CreateAsync(new("tutors", Columns, Rows, parameters), query.OnConflict, cancellationToken);
    }
}
