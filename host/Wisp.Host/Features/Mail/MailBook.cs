using Wisp.Host.Features.Isp;
using Wisp.Host.Shell;
using Wisp.Runtime.Mail;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.Features.Mail;

/// <summary>Something that happened to a message.</summary>
public sealed record MailEvent(DateTimeOffset At, string What, string? Answer, string? Actor);

/// <summary>Reads the ledger, newest first, by key.</summary>
[Feature]
public sealed class MailBook(IDatabase<HostDb> database, IIsp isp, MailWriter writer, MailKinds kinds, Labels labels)
{
    public const int PageSize = 50;

    /// <summary>Beyond this a tab only says that there are more.</summary>
    public const int MostCounted = 10_000;

    /// <summary>A page, and one more when there is a next page.</summary>
    public async Task<List<MailRow>> PageAsync(MailFilter filter, CancellationToken cancellationToken)
    {
        var (where, values) = (await SelectionAsync(filter, cancellationToken)).Sql();
        if (filter.Before is { } before)
        {
            values.Add(before);
            where += $" and id < ${values.Count}";
        }

        return await database.Source.Sql($"select {MailRow.Columns} from host.mail where {where} order by id desc limit {PageSize + 1}", [.. values])
            .ListAsync(MailRow.Read, cancellationToken);
    }

    /// <summary>How many wait for a person or for the server, by state; never more than one beyond <see cref="MostCounted"/>.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountsAsync(CancellationToken cancellationToken) =>
        (await database.Source.Sql(
            $"""
            select s, (select count(*) from (select from host.mail where state = s limit {MostCounted + 1}) as few)
            from unnest(array['queued', 'refused', 'unknown', 'kept']) as s
            """).ListAsync(row => (State: row.GetString(0), Count: row.GetInt64(1)), cancellationToken)).ToDictionary(row => row.State, row => row.Count);

    public async Task<MailRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.Source.Sql($"select {MailRow.Columns} from host.mail where id = $1", id).ListAsync(MailRow.Read, cancellationToken)).SingleOrDefault();

    public Task<List<MailEvent>> EventsAsync(Guid id, CancellationToken cancellationToken) =>
        database.Source.Sql("select at, what, answer, actor from host.mail_event where mail_id = $1 order by no", id)
            .ListAsync(row => new MailEvent(row.GetFieldValue<DateTimeOffset>(0), row.GetString(1), row.Text(2), row.Text(3)), cancellationToken);

    /// <summary>Why the server cannot be used and since when, or <c>null</c>.</summary>
    public async Task<(string Failure, DateTimeOffset At)?> TroubleAsync(CancellationToken cancellationToken) =>
        (await database.Source.Sql("select failure, failed_at from host.mail_server where failure is not null")
            .ListAsync(row => (row.GetString(0), row.GetFieldValue<DateTimeOffset>(1)), cancellationToken)) is [var trouble] ? trouble : null;

    /// <summary>The message as its reader gets it, secrets hidden; <c>null</c> when its module does not run, or its template fails.</summary>
    public async Task<WrittenMail?> WriteAsync(MailRow mail, CancellationToken cancellationToken)
    {
        try
        {
            return await writer.WriteAsync(mail.Kind, mail.Model, mail.Culture, new Dictionary<string, string>(), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A module's template may throw anything; its answer stands in the ledger already.
            return null;
        }
    }

    /// <summary>The newest that a filter finds.</summary>
    public async Task<Guid?> NewestAsync(MailFilter filter, CancellationToken cancellationToken)
    {
        var (where, values) = (await SelectionAsync(filter, cancellationToken)).Sql();
        return (await database.Source.Sql($"select id from host.mail where {where} order by id desc limit 1", [.. values]).ListAsync(row => row.GetGuid(0), cancellationToken)) is [var id] ? id : null;
    }

    /// <summary>What a filter means, its days as instants of the ISP's time zone.</summary>
    public async Task<MailSelection> SelectionAsync(MailFilter filter, CancellationToken cancellationToken) => new(
        filter.State, filter.Kind, filter.To, filter.Subject, filter.Batch,
        filter.From is { } from ? await isp.StartOfAsync(from, cancellationToken) : null,
        filter.Until is { } until && until < DateOnly.MaxValue ? await isp.StartOfAsync(until.AddDays(1), cancellationToken) : null);

    /// <summary>What people call a kind.</summary>
    public string KindText(string key) => kinds.Find(key) is { } kind ? labels.Text(kind.Label) : key;
}
