using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;

namespace Wisp.Runtime.Mail.Bounces;

/// <summary>The mailbox, over one IMAP connection.</summary>
internal sealed class BounceBox(BounceSettings settings, string password, TimeSpan patience) : IAsyncDisposable
{
    private const int LargestMessage = 2 * 1024 * 1024;

    private readonly ImapClient _client = new() { Timeout = (int)patience.TotalMilliseconds, CheckCertificateRevocation = false };
    private IMailFolder _folder = null!;

    /// <summary>Changes when the server numbers its messages anew.</summary>
    public long Validity => _folder.UidValidity;

    /// <exception cref="MailServerException">In the server's words.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _client.ConnectAsync(settings.Host, settings.Port, MailServers.Options(settings.Security), cancellationToken);
            await _client.AuthenticateAsync(settings.User, password, cancellationToken);
            _folder = settings.Folder.Length == 0 ? _client.Inbox! : await _client.GetFolderAsync(settings.Folder, cancellationToken);
            await _folder.OpenAsync(FolderAccess.ReadWrite, cancellationToken);
        }
        catch (Exception e) when (MailServers.IsToBlame(e) || e is FolderNotFoundException)
        {
            throw new MailServerException(MailServers.Words(e));
        }
    }

    /// <summary>The messages after one, in their order; at most so many.</summary>
    public async Task<IReadOnlyList<UniqueId>> AfterAsync(long last, int most, CancellationToken cancellationToken)
    {
        var range = new UniqueIdRange(new UniqueId((uint)last + 1), UniqueId.MaxValue);
        // A range that ends in * names the last message even when that lies before the range.
        return [.. (await _folder.SearchAsync(SearchQuery.Uids(range), cancellationToken)).Where(uid => uid.Id > last).OrderBy(uid => uid.Id).Take(most)];
    }

    /// <summary>A message, or <c>null</c> when it is too large, broken or gone.</summary>
    public async Task<MimeMessage?> ReadAsync(UniqueId uid, CancellationToken cancellationToken)
    {
        var found = await _folder.FetchAsync([uid], MessageSummaryItems.Size | MessageSummaryItems.UniqueId, cancellationToken);
        if (found is not [{ Size: <= LargestMessage }]) return null;
        try
        {
            return await _folder.GetMessageAsync(uid, cancellationToken);
        }
        catch (Exception e) when (e is FormatException or MessageNotFoundException or ImapCommandException)
        {
            // No message at all, or gone meanwhile: it tells nothing, and must not keep the others from being read.
            return null;
        }
    }

    /// <summary>Marks those that told us something, so that a person sees what is left to read.</summary>
    public Task MarkReadAsync(IList<UniqueId> uids, CancellationToken cancellationToken) =>
        uids.Count == 0 ? Task.CompletedTask : _folder.StoreAsync(uids, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Seen) { Silent = true }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (MailServers.IsToBlame(e) || e is OperationCanceledException)
        {
            // It is gone, which is what was wanted.
        }

        _client.Dispose();
    }
}
