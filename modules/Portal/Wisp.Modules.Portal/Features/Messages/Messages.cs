using Npgsql;
using NpgsqlTypes;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Settings;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Messages;

internal sealed class MessageInput
{
    /// <summary>Made with the preview, so that a message that is sent twice is sent once.</summary>
    public Guid Id { get; set; }

    public string? Audience { get; set; }

    public Guid? ZoneId { get; set; }

    public Guid? NodeId { get; set; }

    public string? Title { get; set; }

    public string? Text { get; set; }
}

/// <summary>A message as it is sent.</summary>
internal sealed record Message(Audience Audience, string? AudienceName, string Title, string Text);

/// <summary>A message that was sent, and what became of it.</summary>
internal sealed record SentMessage(
    Guid Id, string Audience, string? AudienceName, string Title, DateTimeOffset At, string By, int Clients, bool IsDone, Guid? JobId, long Told, long Sent, long Waiting, long Lost, long Seen);

/// <summary>Reads what was typed, sends, and lists what was sent.</summary>
[Feature]
internal sealed class Messages(IDatabase<PortalDb> database, Audiences audiences, IJobs jobs, ICurrentOperator current, TimeProvider clock)
{
    public const int LongestTitle = 60;
    public const int LongestText = 500;
    private const int Shown = 20;

    public async Task<(Message? Message, IReadOnlyList<Problem> Problems)> ReadAsync(MessageInput input, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        var (title, text) = (Typed.Line(input.Title) ?? "", input.Text?.ReplaceLineEndings("\n").Trim().Normalize() ?? "");
        if (title.Length is 0 or > LongestTitle) problems.Add(new(nameof(input.Title), "message.title-wrong", LongestTitle));
        if (text.Length is 0 or > LongestText || text.Any(sign => char.IsControl(sign) && sign != '\n')) problems.Add(new(nameof(input.Text), "message.text-wrong", LongestText));
        string? name = null;
        if (!Audience.All.Contains(input.Audience)) problems.Add(new(nameof(input.Audience), "message.audience-wrong"));
        else if (input.Audience == Audience.Zone && (name = (await audiences.ZonesAsync(cancellationToken)).FirstOrDefault(zone => zone.Id == input.ZoneId)?.Name) is null) problems.Add(new(nameof(input.ZoneId), "message.zone-wrong"));
        else if (input.Audience == Audience.Node && (name = (await audiences.NodesAsync(cancellationToken)).FirstOrDefault(node => node.Id == input.NodeId)?.Name) is null) problems.Add(new(nameof(input.NodeId), "message.node-wrong"));
        if (problems.Count > 0) return (null, problems);
        var audience = new Audience(input.Audience!, input.Audience switch { Audience.Zone => input.ZoneId, Audience.Node => input.NodeId, _ => null });
        return (new Message(audience, name, title, text), []);
    }

    /// <summary>Sends it, as a job. The same form pressed again is the same message.</summary>
    /// <returns>Title of what the form had sent before, when that was another message: then nothing is sent.</returns>
    public async Task<string?> SendAsync(Guid id, Message message, CancellationToken cancellationToken)
    {
        var count = await audiences.CountAsync(message.Audience, cancellationToken);
        await using var transaction = await database.BeginAsync(cancellationToken);
        var made = await transaction.Connection.Sql(
            """
            insert into portal.message (id, audience, audience_id, audience_name, title, body, clients, made_at, made_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (id) do nothing
            """,
            id, message.Audience.Kind, message.Audience.Id.As(NpgsqlDbType.Uuid), message.AudienceName.As(NpgsqlDbType.Text), message.Title, message.Text, count.Clients, clock.GetUtcNow(), current.Name ?? "?")
            .RunAsync(cancellationToken);
        if (made == 0) return await OtherAsync(transaction.Connection, id, message, cancellationToken);
        var job = await jobs.EnqueueAsync(transaction.Connection, new JobRequest(SendMessage.Key, new SendMessageArguments(id)) { Title = message.Title, ReturnUrl = "/subscribers/messages" }, cancellationToken);
        await transaction.Connection.Sql("update portal.message set job_id = $2 where id = $1", id, job).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>The latest, with what became of each delivery.</summary>
    public Task<List<SentMessage>> ListAsync(CancellationToken cancellationToken) => database.Source.Sql(
        $"""
        select m.id, m.audience, m.audience_name, m.title, m.made_at, m.made_by, m.clients, m.ended_at is not null, m.job_id,
               coalesce(n.told, 0), coalesce(d.sent, 0), coalesce(d.waiting, 0), coalesce(d.lost, 0), coalesce(n.seen, 0)
        from (select * from portal.message order by made_at desc, id desc limit {Shown}) m
        left join lateral (
          select count(*) as told, count(n.seen_at) as seen from portal.notice n where n.kind = $1 and n.key = m.id::text) n on true
        left join lateral (
          select count(*) filter (where d.state = 'sent') as sent, count(*) filter (where d.state in ('queued', 'sending')) as waiting, count(*) filter (where d.state in ('failed', 'unknown', 'expired')) as lost
          from portal.notice n join portal.delivery d on d.notice_id = n.id where n.kind = $1 and n.key = m.id::text) d on true
        order by m.made_at desc, m.id desc
        """, Notices.NoticeKinds.Message)
        .ListAsync(
            row => new SentMessage(
                row.GetGuid(0), row.GetString(1), row.Text(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetString(5), row.GetInt32(6), row.GetBoolean(7), row.Maybe<Guid>(8),
                row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13)),
            cancellationToken);

    private static Task<string?> OtherAsync(NpgsqlConnection connection, Guid id, Message message, CancellationToken cancellationToken) => connection.Sql(
        "select title from portal.message where id = $1 and (audience, audience_id, title, body) is distinct from ($2, $3, $4, $5)",
        id, message.Audience.Kind, message.Audience.Id.As(NpgsqlDbType.Uuid), message.Title, message.Text).ValueAsync<string>(cancellationToken);
}
