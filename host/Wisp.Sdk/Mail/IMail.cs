using Npgsql;

namespace Wisp.Sdk;

/// <summary>Sends mail through the ledger: one row a message and recipient, handed over by the worker.</summary>
public interface IMail
{
    /// <summary>Whether an SMTP server was set. Without one mail is kept and can be read on the Mail page; what carries a secret is refused.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Whether mail leaves; at most a few seconds old.</returns>
    ValueTask<bool> IsSetUpAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Queues a message in the caller's transaction, under the present actor. Sets of messages without secrets that a statement can make are queued by
    /// <c>select host.queue_mail(kind, address, name, culture, subject, model, null, null, once, files) from …</c>.
    /// </summary>
    /// <param name="connection">The caller's connection, in any module's role.</param>
    /// <param name="message">The message, to one address.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The message's id, with which <c>/mail/{id}</c> shows it; <c>null</c> when <see cref="MailRequest.Once"/> was queued before.</returns>
    /// <exception cref="PostgresException">SQLSTATE <c>WA010</c>: it carries a secret and no server is set. Ask <see cref="IsSetUpAsync"/> first.</exception>
    Task<Guid?> QueueAsync(NpgsqlConnection connection, MailRequest message, CancellationToken cancellationToken = default);

    /// <summary>Queues many messages as <see cref="QueueAsync"/> queues one, in one statement.</summary>
    /// <param name="connection">The caller's connection, in any module's role.</param>
    /// <param name="messages">The messages, each to one address; some thousand at most.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>The messages' ids in their order; <c>null</c> where <see cref="MailRequest.Once"/> was queued before.</returns>
    /// <exception cref="PostgresException">SQLSTATE <c>WA010</c>: one carries a secret and no server is set; then none is queued.</exception>
    Task<IReadOnlyList<Guid?>> QueueAllAsync(NpgsqlConnection connection, IReadOnlyList<MailRequest> messages, CancellationToken cancellationToken = default);

    /// <summary>Absolute address of a page of the admin site, for a link in a mail.</summary>
    /// <param name="path">Local path, beginning with <c>/</c>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The address; <c>null</c> while the site's own address is not set. It never comes from a request.</returns>
    ValueTask<string?> LinkAsync(string path, CancellationToken cancellationToken = default);
}

/// <summary>A message to be queued.</summary>
/// <param name="Kind">Stable key of its kind, as declared with <see cref="ModuleBuilder.Mail{TTemplate, TModel}"/>.</param>
/// <param name="Address">The one address that gets it, at most 320 characters, without control characters.</param>
/// <param name="Model">What the template shows; a record that JSON can hold. It stays readable in the ledger: no secrets here.</param>
public sealed record MailRequest(string Kind, string Address, object Model)
{
    /// <summary>Name of the receiver, or <c>null</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Language of the receiver; <c>null</c>: the present one.</summary>
    public string? Culture { get; init; }

    /// <summary>The client or operator that it is about, or <c>null</c>.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>Parts by name that are encrypted, shown as <c>•••</c> in the ledger, and erased at hand-over.</summary>
    public IReadOnlyDictionary<string, string>? Secrets { get; init; }

    /// <summary>When the secrets are worth nothing any more: a message that still waits is then refused.</summary>
    public DateTimeOffset? SecretsExpire { get; init; }

    /// <summary>Key under which this kind is queued at most once, so that a repeated step sends nothing twice; at most 200 characters.</summary>
    public string? Once { get; init; }

    /// <summary>Files of the store that go with it; together a few MB at most, since each is held in memory while it is sent.</summary>
    public IReadOnlyList<Guid> Files { get; init; } = [];
}

/// <summary>
/// Extension point: a switch that is read when a message is about to be handed over (MAIL-11). Register any number; each is asked
/// for the messages of its kind alone.
/// </summary>
public interface IMailGate
{
    /// <summary>The kind of mail that it decides on.</summary>
    string Kind { get; }

    /// <summary>Says which messages must not leave any more.</summary>
    /// <param name="mails">Messages about to be handed over.</param>
    /// <param name="cancellationToken">Set when the worker stops.</param>
    /// <returns>Ids of those to stop.</returns>
    Task<IReadOnlyCollection<Guid>> StoppedAsync(IReadOnlyCollection<MailAtGate> mails, CancellationToken cancellationToken);
}

/// <summary>A message at its gate.</summary>
/// <param name="Id">The message.</param>
/// <param name="SubjectId">The client or operator that it is about, or <c>null</c>.</param>
/// <param name="Address">Where it goes.</param>
public sealed record MailAtGate(Guid Id, Guid? SubjectId, string Address);

/// <summary>A kind of mail.</summary>
/// <param name="Key">Stable key, stored with each message: <c>clients.export</c>. Never reused for something else.</param>
/// <param name="Label">Text on the Mail page and beside its switch.</param>
/// <param name="Template">The component that writes it, a <see cref="MailTemplate{TModel}"/>.</param>
/// <param name="Model">The record that the template shows.</param>
public sealed record MailDefinition(string Key, Label Label, Type Template, Type Model);
