namespace Lectern.Functions.Students;

internal sealed record StudentResource()
    : Resource(10, "The students of the school.", StudentJson.Default, typeof(StudentStore));

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BulkResult))]
[JsonSerializable(typeof(Page<Student>))]
[JsonSerializable(typeof(StudentCreation))]
[JsonSerializable(typeof(StudentInput[]))]
internal sealed partial class StudentJson : JsonSerializerContext;
