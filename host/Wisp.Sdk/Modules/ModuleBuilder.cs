using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Wisp.Sdk;

/// <summary>Where a module registers what it brings. Registrations only: no I/O and no resolving.</summary>
/// <param name="moduleId">The module's id, as in its manifest.</param>
/// <param name="process">The process that loads it.</param>
/// <param name="services">The module's own copy of the service collection; it takes effect when the module is accepted.</param>
public sealed class ModuleBuilder(string moduleId, ModuleProcess process, IServiceCollection services)
{
    /// <summary>The module's id, lower case: <c>clients</c>.</summary>
    public string ModuleId { get; } = moduleId;

    /// <summary>The kind of process that loads the module.</summary>
    public ModuleProcess Process { get; } = process;

    /// <summary>Services of the module.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>All that was registered so far.</summary>
    public ModuleContributions Contributions { get; } = new();

    /// <summary>
    /// Registers as scoped services, under itself and its interfaces, each concrete class of <typeparamref name="TMarker"/>'s
    /// assembly that carries <see cref="FeatureAttribute"/>.
    /// </summary>
    /// <typeparam name="TMarker">Any type of the module's assembly.</typeparam>
    /// <returns>The same builder.</returns>
    public ModuleBuilder Features<TMarker>()
    {
        Services.Scan(scan => scan.FromAssemblies(typeof(TMarker).Assembly)
            .AddClasses(classes => classes.WithAttribute<FeatureAttribute>(), publicOnly: false)
            .AsSelfWithInterfaces()
            .WithScopedLifetime());
        return this;
    }

    /// <summary>Names the module for people: on the pages of modules, roles and health.</summary>
    /// <param name="title">The text shown.</param>
    /// <returns>The same builder.</returns>
    public ModuleBuilder Title(Label title)
    {
        Contributions.Title = title;
        return this;
    }

    /// <summary>Adds an entry to the side menu.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>The same builder.</returns>
    public ModuleBuilder Menu(MenuEntry entry)
    {
        Contributions.Menu.Add(entry);
        return this;
    }

    /// <summary>Adds a group to the side menu.</summary>
    /// <param name="group">The group.</param>
    /// <returns>The same builder.</returns>
    public ModuleBuilder MenuGroup(MenuGroup group)
    {
        Contributions.MenuGroups.Add(group);
        return this;
    }

    /// <summary>Declares a permission.</summary>
    /// <param name="key">Stable key, <c>area.verb</c>.</param>
    /// <param name="label">Text on the roles page.</param>
    /// <param name="canBeOwn">Whether the scope "own" makes sense for it.</param>
    /// <returns>The same builder.</returns>
    public ModuleBuilder Permission(string key, Label label, bool canBeOwn = false)
    {
        Contributions.Permissions.Add(new PermissionDefinition(key, label, canBeOwn));
        return this;
    }

    /// <summary>Declares a kind of background job.</summary>
    /// <typeparam name="TJob">The type that does it; a new instance serves each run.</typeparam>
    /// <param name="key">Stable key, stored with each job.</param>
    /// <param name="label">Text on the jobs page.</param>
    /// <param name="permission">Permission to see such jobs of other operators; <c>null</c>: only <c>jobs.view</c>.</param>
    /// <returns>The same builder.</returns>
    public ModuleBuilder Job<TJob>(string key, Label label, string? permission = null)
        where TJob : class, IJob
    {
        Services.AddKeyedTransient<IJob, TJob>(key);
        Contributions.Jobs.Add(new JobDefinition(key, label, typeof(TJob), permission));
        return this;
    }

    /// <summary>Starts a kind of job by the clock.</summary>
    /// <param name="key">Stable key of the timer.</param>
    /// <param name="cron">Five-field cron expression in the ISP's time zone.</param>
    /// <param name="jobKey">The kind of job.</param>
    /// <returns>The same builder.</returns>
    public ModuleBuilder Timer(string key, string cron, string jobKey)
    {
        Contributions.Timers.Add(new TimerDefinition(key, cron, jobKey));
        return this;
    }

    /// <summary>Declares a kind of mail.</summary>
    /// <typeparam name="TTemplate">The component that writes it.</typeparam>
    /// <typeparam name="TModel">The record that it shows.</typeparam>
    /// <param name="key">Stable key, stored with each message.</param>
    /// <param name="label">Text on the Mail page and beside its switch.</param>
    /// <returns>The same builder.</returns>
    public ModuleBuilder Mail<TTemplate, TModel>(string key, Label label)
        where TTemplate : MailTemplate<TModel>
    {
        Contributions.Mails.Add(new MailDefinition(key, label, typeof(TTemplate), typeof(TModel)));
        return this;
    }

    /// <summary>Subscribes to an event. The handler runs in the worker, at least once, once in effect.</summary>
    /// <typeparam name="TEvent">The event's record; it carries <see cref="EventNameAttribute"/>.</typeparam>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="subscriber">Stable key of this subscription.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The record has no <see cref="EventNameAttribute"/>.</exception>
    public ModuleBuilder On<TEvent, THandler>(string subscriber)
        where TEvent : class
        where THandler : class, IEventHandler<TEvent>
    {
        Services.AddTransient<THandler>();
        Contributions.Subscriptions.Add(
            new EventSubscription(EventNameAttribute.Of(typeof(TEvent)), subscriber, typeof(TEvent), typeof(THandler)));
        return this;
    }

    /// <summary>Shows errors below a path in a layout of the module's own, with a way back to that path, instead of in the admin site's.</summary>
    /// <param name="prefix">The path, beginning with <c>/</c>: <c>/portal</c>.</param>
    /// <param name="layout">Full path of the layout. It is drawn for strangers too, and when the database is gone.</param>
    /// <returns>The same builder.</returns>
    public ModuleBuilder ErrorPages(string prefix, string layout)
    {
        Contributions.ErrorAreas.Add(new ErrorArea(prefix, layout));
        return this;
    }

    /// <summary>Maps minimal endpoints. Each states its permission, or it is denied.</summary>
    /// <param name="map">Maps them.</param>
    /// <returns>The same builder.</returns>
    public ModuleBuilder Endpoints(Action<IEndpointRouteBuilder> map)
    {
        Contributions.Endpoints.Add(map);
        return this;
    }

    /// <summary>
    /// Gives the module its schema and context. The context is scoped, connects with the module's role, opens a
    /// transaction for each save, and stamps it with who acts.
    /// </summary>
    /// <typeparam name="TContext">The module's context.</typeparam>
    /// <param name="schema">The schema; equal to the module's id unless there is a reason.</param>
    /// <returns>The database side, to declare audited tables and published views on.</returns>
    /// <exception cref="InvalidOperationException">The module already has a database.</exception>
    public ModuleDatabase Database<TContext>(string schema)
        where TContext : DbContext
    {
        if (Contributions.Database is not null) throw new InvalidOperationException($"Module {ModuleId} already has a database.");
        var moduleId = ModuleId;
        Services.AddDbContext<TContext>((provider, options) =>
            provider.GetRequiredService<IModuleConnections>().Configure(moduleId, schema, options));
        Services.AddSingleton<IDatabase<TContext>>(provider =>
            new ModuleDatabaseAccess<TContext>(moduleId, provider.GetRequiredService<IModuleConnections>()));
        return Contributions.Database = new ModuleDatabase(schema, typeof(TContext));
    }
}
