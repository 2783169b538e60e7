using Lectern.Functions.Students;

namespace Lectern.Functions.Tutors;

public sealed class TutorStudentStore(RequestDatabase database)
{
    private static readonly string[] Missing = ["does not exist"];

    public Task<TutorStudent?> FindAsync(TutorStudent link, Caller caller, CancellationToken cancellationToken)
    {
        string sql = $"""
            select tutor_id, student_id
            from tutor_students join tutors on tutors.id = tutor_id join students on students.id = student_id
            where tutor_id = @TutorId and student_id = @StudentId
                and {TutorStore.VisibleTo(caller)} and {StudentStore.VisibleTo(caller)}
            """;
        return database.ReadSingleOrDefaultAsync<TutorStudent>(
            sql, new { link.TutorId, link.StudentId, Caller = caller.UserId }, cancellationToken);
    }

    public async Task<LinkOutcome> PutAsync(TutorStudent link, int[]? versions, CancellationToken cancellationToken)
    {
        // The keys are locked, so that neither can go before the link is there.
        const string sql = $"""
            with tutor as (select id from tutors where id = @TutorId for key share),
            student as (select id from students where id = @StudentId for key share),
            present as (select from tutor_students where tutor_id = @TutorId and student_id = @StudentId),
            made as (
                insert into tutor_students (tutor_id, student_id)
                select tutor.id, student.id from tutor cross join student where @versions::int[] is null
                on conflict do nothing
                returning tutor_id
            )
            select case
                when not exists (select from tutor) then '{nameof(LinkOutcome.NoTutor)}'
                when not exists (select from student) then '{nameof(LinkOutcome.NoStudent)}'
                when exists (select from made) then '{nameof(LinkOutcome.Made)}'
                when @versions::int[] is null or exists (select from present where @Version = any(@versions))
                    then '{nameof(LinkOutcome.Present)}'
                else '{nameof(LinkOutcome.Stale)}'
            end
            """;
        var parameters = new { link.TutorId, link.StudentId, versions, link.Version };
        return Enum.Parse<LinkOutcome>(await database.WriteSingleAsync<string>(sql, parameters, cancellationToken));
    }

    public async Task<bool> DeleteAsync(TutorStudent link, int[]? versions, CancellationToken cancellationToken)
    {
        const string sql = """
            delete from tutor_students
            where tutor_id = @TutorId and student_id = @StudentId
                and (@versions::int[] is null or @Version = any(@versions))
            """;
        var parameters = new { link.TutorId, link.StudentId, versions, link.Version };
        return await database.ExecuteAsync(sql, parameters, cancellationToken) == 1;
    }

    /// <summary>422, naming each tutor that is not there by its index.</summary>
    public static ProblemException MissingTutors(IReadOnlyList<long> indexes)
    {
        var errors = indexes.ToDictionary(index => $"tutorIds[{index}]", _ => Missing);
        return ProblemType.ValidationFailed.Exception(
            $"Tutors that do not exist: {string.Join(", ", errors.Keys.Take(10))}.", errors);
    }
}
