using Microsoft.AspNetCore.Routing;

namespace Wisp.Sdk;

/// <summary>An entry of the side menu.</summary>
/// <param name="Key">Stable key, prefixed by the module: <c>clients.list</c>.</param>
/// <param name="Label">The text shown.</param>
/// <param name="Url">Local URL, beginning with <c>/</c>.</param>
/// <param name="Permission">Permission without which the entry is hidden; <c>null</c> shows it to every operator.</param>
/// <param name="Order">Position among its siblings, ascending; steps of 100 leave room.</param>
/// <param name="Icon">Name of an icon of the host's sprite.</param>
/// <param name="Group">Key of a <see cref="MenuGroup"/> that holds it, or <c>null</c> for the top level.</param>
public sealed record MenuEntry(string Key, Label Label, string Url, string? Permission, int Order, string Icon, string? Group = null);

/// <summary>A heading of the side menu that holds entries; hidden while it has none that the reader may see.</summary>
/// <param name="Key">Stable key; the host brings <c>settings</c> and <c>system</c>.</param>
/// <param name="Label">The text shown.</param>
/// <param name="Order">Position at the top level, ascending.</param>
/// <param name="Icon">Name of an icon of the host's sprite.</param>
public sealed record MenuGroup(string Key, Label Label, int Order, string Icon);

/// <summary>A part of the site whose errors look like itself.</summary>
/// <param name="Prefix">Its path, beginning with <c>/</c>.</param>
/// <param name="Layout">Full path of the layout.</param>
public sealed record ErrorArea(string Prefix, string Layout);

/// <summary>Something an operator may be allowed to do.</summary>
/// <param name="Key">Stable key, <c>area.verb</c>: <c>clients.edit</c>.</param>
/// <param name="Label">The text shown on the roles page.</param>
/// <param name="CanBeOwn">Whether a role may hold it with the scope "own" (only what is the operator's own).</param>
public sealed record PermissionDefinition(string Key, Label Label, bool CanBeOwn = false);

/// <summary>A kind of background job.</summary>
/// <param name="Key">Stable key, stored with each job: <c>clients.import</c>. Never reused for something else.</param>
/// <param name="Label">The text shown on the jobs page.</param>
/// <param name="Job">The type that does it, an <see cref="IJob"/>.</param>
/// <param name="Permission">Permission needed to see jobs of this kind besides one's own; <c>null</c>: only <c>jobs.view</c>.</param>
public sealed record JobDefinition(string Key, Label Label, Type Job, string? Permission);

/// <summary>A job that starts by the clock.</summary>
/// <param name="Key">Stable key of the timer.</param>
/// <param name="Cron">Five-field cron expression, read in the ISP's time zone.</param>
/// <param name="JobKey">The kind of job to start, with no arguments.</param>
public sealed record TimerDefinition(string Key, string Cron, string JobKey);

/// <summary>A subscription to an event of this or another module.</summary>
/// <param name="Event">Stable name of the event.</param>
/// <param name="Subscriber">Stable key of the subscriber: <c>portal.client-deactivated</c>; it keys the inbox.</param>
/// <param name="Payload">The event's record type.</param>
/// <param name="Handler">The handling type, an <see cref="IEventHandler{TEvent}"/> of that record.</param>
public sealed record EventSubscription(string Event, string Subscriber, Type Payload, Type Handler);

/// <summary>A table whose every change the database records in the audit.</summary>
/// <param name="Table">Table name in the module's schema. Its key must be a single <c>uuid</c> column named <c>id</c>.</param>
/// <param name="SubjectColumn">The column that holds the client's id, so that the change shows in that client's history; <c>null</c> when it concerns no client.</param>
/// <param name="Masked">Columns whose values are replaced by <c>•••</c>.</param>
/// <param name="Ignored">Columns whose changes are not worth a row (derived values, timestamps).</param>
public sealed record AuditedTable(string Table, string? SubjectColumn, IReadOnlyList<string> Masked, IReadOnlyList<string> Ignored);

/// <summary>A login for a program beside Wisp, for instance a RADIUS server: it may call some functions of the module and nothing else.</summary>
/// <param name="Name">Its name after the prefix of all roles: <c>radius</c> gives <c>wisp_radius</c>.</param>
/// <param name="Functions">Names of the functions, which then no role of a module may call.</param>
public sealed record DatabaseLogin(string Name, IReadOnlyList<string> Functions);

/// <summary>The database side of a module.</summary>
/// <param name="Schema">The module's schema; only it writes there.</param>
/// <param name="Context">The module's <c>DbContext</c>.</param>
public sealed record ModuleDatabase(string Schema, Type Context)
{
    /// <summary>Audited tables.</summary>
    public IList<AuditedTable> Audited { get; } = [];

    /// <summary>Views and functions (with their argument types) that other modules may read.</summary>
    public IList<string> Published { get; } = [];

    /// <summary>Tables from which the module's role may delete rows. All others refuse <c>DELETE</c>.</summary>
    public IList<string> Deletable { get; } = [];

    /// <summary>Tables to which the module's role may only add rows.</summary>
    public IList<string> AppendOnly { get; } = [];

    /// <summary>Logins of programs beside Wisp.</summary>
    public IList<DatabaseLogin> Logins { get; } = [];
}

/// <summary>What one module registered; read by the host and worker.</summary>
public sealed class ModuleContributions
{
    /// <summary>What people call the module, or <c>null</c>: its id is shown.</summary>
    public Label? Title { get; set; }

    /// <summary>Entries of the side menu.</summary>
    public IList<MenuEntry> Menu { get; } = [];

    /// <summary>Groups of the side menu.</summary>
    public IList<MenuGroup> MenuGroups { get; } = [];

    /// <summary>Permissions.</summary>
    public IList<PermissionDefinition> Permissions { get; } = [];

    /// <summary>Kinds of jobs.</summary>
    public IList<JobDefinition> Jobs { get; } = [];

    /// <summary>Timers.</summary>
    public IList<TimerDefinition> Timers { get; } = [];

    /// <summary>Kinds of mail.</summary>
    public IList<MailDefinition> Mails { get; } = [];

    /// <summary>Event subscriptions.</summary>
    public IList<EventSubscription> Subscriptions { get; } = [];

    /// <summary>Parts of the site whose errors look like themselves.</summary>
    public IList<ErrorArea> ErrorAreas { get; } = [];

    /// <summary>Minimal endpoints. Each must state its permission, as pages do.</summary>
    public IList<Action<IEndpointRouteBuilder>> Endpoints { get; } = [];

    /// <summary>The module's database, or <c>null</c> when it has none.</summary>
    public ModuleDatabase? Database { get; set; }
}
