namespace Lectern.Functions.Tutors;

internal sealed record TutorResource() : Resource(
    20, "The tutors, and their students.", TutorJson.Default, typeof(TutorStore), typeof(TutorStudentStore));

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(BulkResult))]
[JsonSerializable(typeof(Page<Tutor>))]
[JsonSerializable(typeof(TutorInput[]))]
[JsonSerializable(typeof(TutorStudent))]
internal sealed partial class TutorJson : JsonSerializerContext;
