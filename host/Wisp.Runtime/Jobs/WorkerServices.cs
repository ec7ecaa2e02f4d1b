using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Wisp.Runtime.Events;
using Wisp.Runtime.Mail;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

/// <summary>What only the worker does: run jobs and timers, deliver events, send mail.</summary>
public static class WorkerServices
{
    /// <summary>Registers the engine, its dispatchers and timers.</summary>
    /// <param name="builder">The worker's builder, after the runtime was added.</param>
    public static void AddWispWorker(this IHostApplicationBuilder builder)
    {
        var options = WispOptions.From(builder.Configuration);
        var services = builder.Services;
        var poll = TimeSpan.FromSeconds(Math.Max(0.1, options.Wait(1).TotalSeconds));
        services.AddHangfire((provider, engine) => engine
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseFilter(new AutomaticRetryAttribute { Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete }) // Retries are on the job's row, where its page shows them.
            .UsePostgreSqlStorage(
                storage => storage.UseConnectionFactory(new EngineConnections(provider.GetRequiredService<IModuleConnections>())),
                new PostgreSqlStorageOptions
                {
                    SchemaName = "hangfire",
                    PrepareSchemaIfNecessary = false,
                    UseSlidingInvisibilityTimeout = true,
                    InvisibilityTimeout = options.Wait(60),
                    // Of a worker that died with one; else no timer would fire for ten minutes.
                    DistributedLockTimeout = options.Wait(60),
                    QueuePollInterval = poll,
                }));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = options.WorkerSlots;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
            server.ShutdownTimeout = TimeSpan.FromSeconds(10);
        });
        services.AddTransient<JobRunner>();
        services.AddTransient<TimerRunner>();
        services.AddSingleton<EventDelivery>();
        services.AddHostedService<TimerSchedule>();
        services.AddHostedService<JobDispatcher>();
        services.AddHostedService<EventDispatcher>();
        services.AddHostedService<MailSender>();
    }
}
