using Lectern.Functions.BotMessages;
using Lectern.Functions.Conversations;
using Lectern.Functions.Conversations.Events;
using Lectern.Functions.Health;
using Lectern.Functions.Homework;
using Lectern.Functions.Http.Callers;
using Lectern.Functions.Http.Data;
using Lectern.Functions.Payments;
using Lectern.Functions.Status;
using Lectern.Functions.Students;
using Lectern.Functions.Subscriptions;
using Lectern.Functions.Tutors;
using Lectern.Functions.Users;

namespace Lectern.Functions.Http;

/// <summary>What functions take in their constructors: a new resource is registered here.</summary>
internal static class Stores
{
    /// <summary>Adds the stores, one of each for a request, and what an instance has one of.</summary>
    public static void AddStores(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<BotTemplateStore>();
        services.AddScoped<BulkByEmail>();
        services.AddScoped<CallerStore>();
        services.AddScoped<ConversationStore>();
        services.AddScoped<HealthStore>();
        services.AddScoped<HomeworkAssignments>();
        services.AddScoped<HomeworkStore>();
        services.AddScoped<HomeworkTransitions>();
        services.AddScoped<MessageStore>();
        services.AddScoped<PaymentStore>();
        services.AddScoped<ProfileStore>();
        services.AddScoped<RefundStore>();
        services.AddScoped<RequestDatabase>();
        services.AddScoped<StatusStore>();
        services.AddScoped<StudentBulk>();
        services.AddScoped<StudentStore>();
        services.AddScoped<SubscriptionStore>();
        services.AddScoped<TutorBulk>();
        services.AddScoped<TutorStore>();
        services.AddScoped<TutorStudentStore>();
        services.AddScoped<UserStore>();

        services.AddSingleton(new PoolMeter());
        services.AddSingleton(EventTimes.Read(configuration));
        services.AddSingleton<MessageListener>();
    }
}
