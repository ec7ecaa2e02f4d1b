using MimeKit;
using Wisp.Runtime.Mail;

namespace Wisp.Runtime.Tests.Mail;

/// <summary>Mail that comes back, read from a real mailbox.</summary>
public sealed class BounceTests(MailWorld world) : IClassFixture<MailWorld>
{
    [Fact]
    [Trait("rule", "MAIL-09")]
    public async Task What_came_back_is_marked_on_its_message_with_the_other_servers_words()
    {
        await using var office = PostOffice.Open();
        await using var box = await Mailbox.OpenAsync();
        await world.UseAsync(office.Port);
        await world.Runtime.Get<ISettings>().SetAsync(
            BounceSettings.Key,
            new BounceSettings("127.0.0.1", box.Port, MailSecurity.None, Mailbox.User, world.Runtime.Get<MailSecrets>().ProtectPassword(Mailbox.Password), "", "devueltos@isp.example"));
        await using var worker = await world.WorkAsync();
        var names = new[] { "falla", "lenta", "vieja", "buena" };
        var sent = new Dictionary<string, Guid>();
        foreach (var name in names) sent[name] = (await world.QueueAsync($"{name}@cliente.example", name))!.Value;
        foreach (var id in sent.Values) Assert.Equal("handed_over", (await world.EndedAsync(id)).State);
        // What cannot be delivered comes back to the mailbox, not to the address that people answer to.
        Assert.All(office.Taken, mail => Assert.Equal("devueltos@isp.example", mail.Headers["X-Envelope-From"]));

        await box.PutAsync(Report("failed", "5.1.1", "smtp; 550 5.1.1 <falla@cliente.example> no existe", Original(office, "falla")));
        await box.PutAsync(Report("delayed", "4.4.1", "smtp; 451 todavía no", Original(office, "lenta")));
        await box.PutAsync(OfOldServer(Original(office, "vieja")));
        await box.PutAsync(Note("Vacaciones", $"Estoy de viaje. Su mensaje {sent["buena"]:N}@isp.example"));
        await ReadAsync();

        var failed = await world.ReadAsync(sent["falla"]);
        Assert.Equal(("handed_over", true, "bounced"), (failed.State, failed.Bounced, failed.Events));
        Assert.Equal("5.1.1 550 5.1.1 <falla@cliente.example> no existe", await ReasonAsync("falla"));
        Assert.Equal("<vieja@cliente.example>: 192.0.2.1 dijo: 554 5.7.1 casilla cerrada", await ReasonAsync("vieja"));
        Assert.False((await world.ReadAsync(sent["lenta"])).Bounced);
        Assert.False((await world.ReadAsync(sent["buena"])).Bounced);
        // What told us nothing is left for a person to read.
        Assert.Equal(["Vacaciones", "delayed"], (await box.UnreadAsync()).Order(StringComparer.Ordinal));

        // Read again, nothing is told twice.
        await ReadAsync();
        Assert.Equal("bounced", (await world.ReadAsync(sent["falla"])).Events);
    }

    [Fact]
    public async Task A_mailbox_that_does_not_let_us_in_fails_the_job_in_its_own_words()
    {
        await using var box = await Mailbox.OpenAsync();
        await world.Runtime.Get<ISettings>().SetAsync(
            BounceSettings.Key,
            new BounceSettings("127.0.0.1", box.Port, MailSecurity.None, Mailbox.User, world.Runtime.Get<MailSecrets>().ProtectPassword("otra"), "", ""));
        // A mail server thinks for two seconds about a wrong password.
        await using var worker = await world.WorkAsync(waitFactor: 0.2);

        var job = await EnqueueAsync();

        var (state, failure) = await EndedAsync(job);
        Assert.Equal("failed", state);
        Assert.Contains("Authentication failed", failure, StringComparison.Ordinal);
    }

    private async Task ReadAsync()
    {
        var (state, failure) = await EndedAsync(await EnqueueAsync());
        Assert.True(state == "done", failure);
    }

    private async Task<Guid> EnqueueAsync()
    {
        await using var transaction = await world.Runtime.Connections.BeginAsync("host", CancellationToken.None);
        var job = await world.Runtime.Get<IJobs>().EnqueueAsync(transaction.Connection, new JobRequest("host.read-bounces", new { }));
        await transaction.CommitAsync();
        return job;
    }

    private async Task<(string State, string? Failure)> EndedAsync(Guid job)
    {
        var view = await Eventually.BecomesAsync(() => world.Runtime.Get<IJobs>().FindAsync(job), found => found!.State is JobState.Done or JobState.Failed);
        return (view!.State.ToString().ToLowerInvariant(), view.Failure);
    }

    private Task<string?> ReasonAsync(string name) =>
        world.Database.ValueAsync<string>("select bounce_reason from host.bounces_v1 where address = $1", $"{name}@cliente.example");

    private static MimeMessage Original(PostOffice office, string subject) => office.Taken.Single(mail => mail.Subject == subject);

    // As RFC 3464 has it.
    private static MimeMessage Report(string action, string status, string diagnostic, MimeMessage original)
    {
        var delivery = new MessageDeliveryStatus();
        delivery.StatusGroups.Add(new HeaderList { { "Reporting-MTA", "dns; mx.cliente.example" } });
        delivery.StatusGroups.Add(new HeaderList
        {
            { "Final-Recipient", $"rfc822; {original.To.Mailboxes.Single().Address}" }, { "Action", action }, { "Status", status }, { "Diagnostic-Code", diagnostic },
        });
        var report = new MultipartReport("delivery-status") { new TextPart("plain") { Text = "No se pudo entregar." }, delivery, new MessagePart { Message = original } };
        return Note(action, "", report);
    }

    private static MimeMessage OfOldServer(MimeMessage original) => Note(
        "failure notice",
        $"Hola, soy el servidor de correo.\n\n<{original.To.Mailboxes.Single().Address}>:\n192.0.2.1 dijo: 554 5.7.1 casilla cerrada\n\n--- Copia del mensaje.\n\nMessage-Id: <{original.MessageId}>\n");

    private static MimeMessage Note(string subject, string text, MimeEntity? body = null)
    {
        var message = new MimeMessage { Subject = subject, Body = body ?? new TextPart("plain") { Text = text } };
        message.From.Add(MailboxAddress.Parse(subject == "Vacaciones" ? "buena@cliente.example" : "MAILER-DAEMON@mx.cliente.example"));
        message.To.Add(MailboxAddress.Parse("devueltos@isp.example"));
        return message;
    }
}
