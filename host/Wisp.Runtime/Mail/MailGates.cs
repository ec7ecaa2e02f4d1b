using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>The switches that are read at hand-over (MAIL-11): the ISP's by kind, and the modules' by message.</summary>
internal sealed class MailGates(ISettings settings, IServiceScopeFactory scopes, IStringLocalizer<RuntimeText> text)
{
    /// <summary>Why each of the stopped must not leave.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> StoppedAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        var stopped = new Dictionary<Guid, string>();
        var off = (await MailSwitches.ReadAsync(settings, cancellationToken)).Off;
        foreach (var letter in letters.Where(letter => off.Contains(letter.Kind))) stopped[letter.Id] = text["mail.kind-off"];

        await using var scope = scopes.CreateAsyncScope();
        foreach (var gate in scope.ServiceProvider.GetServices<IMailGate>())
        {
            var mine = letters.Where(letter => letter.Kind == gate.Kind).Select(letter => new MailAtGate(letter.Id, letter.SubjectId, letter.Address)).ToList();
            if (mine.Count == 0) continue;
            foreach (var id in await gate.StoppedAsync(mine, cancellationToken)) stopped.TryAdd(id, text["mail.gate-closed"]);
        }

        return stopped;
    }
}
