using MailKit;
using Wisp.Runtime.Database;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail.Bounces;

/// <summary>Reads the mailbox that undeliverable mail comes back to, and marks each message in the ledger (MAIL-09).</summary>
internal sealed class ReadBounces(ISettings settings, MailSecrets secrets, WispOptions options) : IJob, IAsyncDisposable
{
    public const string Key = "host.read-bounces";
    private const int Chunk = 50;

    private BounceBox? _box;
    private BounceSettings _settings = BounceSettings.None;
    private (long Read, long Bounces) _counts;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        try
        {
            if (_box is null)
            {
                _settings = await BounceSettings.ReadAsync(settings, cancellationToken);
                if (_settings.Host.Length == 0) return StepResult.Done();
                _box = new BounceBox(_settings, secrets.Password(_settings.Password), options.Wait(60));
                await _box.OpenAsync(cancellationToken);
            }

            return await ReadAsync(step, _box, cancellationToken);
        }
        catch (Exception e) when (e is MailServerException || MailServers.IsToBlame(e))
        {
            return StepResult.Fail(MailServers.Words(e));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_box is not null) await _box.DisposeAsync();
    }

    private async Task<StepResult> ReadAsync(JobStep step, BounceBox box, CancellationToken cancellationToken)
    {
        var connection = step.Transaction.Connection;
        var name = $"{_settings.User}@{_settings.Host}/{_settings.Folder}";
        var last = await connection.Sql("select last_uid from host.mail_box where address = $1 and validity = $2", name, box.Validity).ValueAsync<long>(cancellationToken);
        var uids = await box.AfterAsync(last, Chunk, cancellationToken);
        var (bounces, told) = (new List<Bounce>(), new List<UniqueId>());
        foreach (var uid in uids)
        {
            if (await box.ReadAsync(uid, cancellationToken) is not { } message || Bounce.Read(message) is not { } bounce) continue;
            bounces.Add(bounce);
            told.Add(uid);
        }

        await connection.Sql(
            """
            with told as (select distinct on (id) * from unnest($1::uuid[], $2::text[]) as t(id, reason)),
            marked as (
              update host.mail m set bounced_at = now(), bounce_reason = t.reason from told t
              where m.id = t.id and m.bounced_at is null and m.state in ('handed_over', 'unknown')
              returning m.id, t.reason)
            insert into host.mail_event (mail_id, what, answer) select id, 'bounced', reason from marked
            """, bounces.Select(bounce => bounce.MailId).ToArray(), bounces.Select(bounce => bounce.Reason.Storable()).ToArray()).RunAsync(cancellationToken);
        await connection.Sql(
            """
            insert into host.mail_box (address, validity, last_uid) values ($1, $2, $3)
            on conflict (address) do update set validity = excluded.validity, last_uid = excluded.last_uid
            """, name, box.Validity, uids.Count == 0 ? last : uids[^1].Id).RunAsync(cancellationToken);
        await box.MarkReadAsync(told, cancellationToken);
        _counts = (_counts.Read + uids.Count, _counts.Bounces + bounces.Count);
        await step.ReportAsync(new JobCounts(_counts.Bounces, null, _counts.Read - _counts.Bounces, 0));
        return uids.Count < Chunk ? StepResult.Done() : StepResult.Continue(new { });
    }
}
