using System.Text.Json.Serialization;
using Lectern.Functions.About;
using Lectern.Functions.BotMessages;
using Lectern.Functions.Conversations;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Http.Paging;
using Lectern.Functions.Payments;
using Lectern.Functions.Status;
using Lectern.Functions.Students;
using Lectern.Functions.Subscriptions;
using Lectern.Functions.Tutors;
using Lectern.Functions.Users;
using Microsoft.AspNetCore.Mvc;

namespace Lectern.Functions.Http.Json;

/// <summary>
/// What functions take and answer, with its JSON worked out by the compiler: the first request need not look at the
/// records to find out. A new resource adds its records here; a test tells which are missing.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ApiIndex))]
[JsonSerializable(typeof(BotMessageInput))]
[JsonSerializable(typeof(BotTemplateInput))]
[JsonSerializable(typeof(BulkResult))]
[JsonSerializable(typeof(ConversationInput))]
[JsonSerializable(typeof(Health.Health))]
[JsonSerializable(typeof(Homework.GradeInput))]
[JsonSerializable(typeof(Homework.HomeworkInput[]))]
[JsonSerializable(typeof(Homework.SubmissionInput))]
[JsonSerializable(typeof(MessageInput))]
[JsonSerializable(typeof(Page<BotTemplate>))]
[JsonSerializable(typeof(Page<Conversation>))]
[JsonSerializable(typeof(Page<Homework.Homework>))]
[JsonSerializable(typeof(Page<Message>))]
[JsonSerializable(typeof(Page<Payment>))]
[JsonSerializable(typeof(Page<Refund>))]
[JsonSerializable(typeof(Page<Student>))]
[JsonSerializable(typeof(Page<Subscription>))]
[JsonSerializable(typeof(Page<Tutor>))]
[JsonSerializable(typeof(Page<User>))]
[JsonSerializable(typeof(PaymentInput))]
[JsonSerializable(typeof(PaymentSummary))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(ReadMark))]
[JsonSerializable(typeof(RefundInput))]
[JsonSerializable(typeof(RenderedTemplate))]
[JsonSerializable(typeof(StudentCreation))]
[JsonSerializable(typeof(StudentInput[]))]
[JsonSerializable(typeof(SubscriptionInput))]
[JsonSerializable(typeof(SubscriptionTerms))]
[JsonSerializable(typeof(SystemStatus))]
[JsonSerializable(typeof(TemplateValues))]
[JsonSerializable(typeof(TutorInput[]))]
[JsonSerializable(typeof(TutorStudent))]
[JsonSerializable(typeof(UserInput))]
internal sealed partial class LecternJsonContext : JsonSerializerContext;
