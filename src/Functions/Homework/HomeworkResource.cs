namespace Lectern.Functions.Homework;

internal sealed record HomeworkResource() : Resource(
    50, "Homework: assigned, submitted and graded.", HomeworkJson.Default,
    typeof(HomeworkAssignments), typeof(HomeworkStore));

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BulkResult))]
[JsonSerializable(typeof(GradeInput))]
[JsonSerializable(typeof(HomeworkInput[]))]
[JsonSerializable(typeof(Page<HomeworkItem>))]
[JsonSerializable(typeof(SubmissionInput))]
internal sealed partial class HomeworkJson : JsonSerializerContext;
