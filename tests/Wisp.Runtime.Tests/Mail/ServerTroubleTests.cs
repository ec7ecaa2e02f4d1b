using MimeKit;
using Npgsql;
using Wisp.Runtime.Mail;

namespace Wisp.Runtime.Tests.Mail;

/// <summary>Servers that refuse, put off, break off, fall silent or are not to be trusted.</summary>
public sealed class ServerTroubleTests(MailWorld world) : IClassFixture<MailWorld>
{
    [Fact]
    public async Task A_wrong_password_keeps_all_waiting_and_shows_the_servers_words_until_it_is_right()
    {
        await using var office = PostOffice.OpenSecure();
        await world.UseAsync(office.Port, MailSecurity.StartTls, PostOffice.User, "otra");
        await using var worker = await world.WorkAsync();
        var id = await world.QueueAsync("segura@cliente.example");

        var words = await Eventually.BecomesAsync(world.FailureAsync, failure => failure is not null);
        Assert.StartsWith("535", words, StringComparison.Ordinal);
        var waiting = await world.ReadAsync(id!.Value);
        Assert.Equal(("queued", 0), (waiting.State, waiting.Attempts));

        await world.UseAsync(office.Port, MailSecurity.StartTls, PostOffice.User, PostOffice.Password);
        Assert.Equal("handed_over", (await world.EndedAsync(id)).State);
        await Eventually.BecomesAsync(world.FailureAsync, failure => failure is null);
        Assert.Single(office.Taken);
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_gets_nothing()
    {
        await using var office = PostOffice.OpenSecure();
        await world.UseAsync(office.Port, MailSecurity.StartTls, PostOffice.User, PostOffice.Password);
        var id = await world.QueueAsync("desconfiada@cliente.example");
        await using (await world.WorkAsync(trusts: false))
        {
            Assert.Contains("certificate", await Eventually.BecomesAsync(world.FailureAsync, failure => failure is not null), StringComparison.OrdinalIgnoreCase);
            Assert.Equal("queued", (await world.ReadAsync(id!.Value)).State);
            Assert.Empty(office.Taken);
        }

        await using var worker = await world.WorkAsync();
        Assert.Equal("handed_over", (await world.EndedAsync(id)).State);
        await Eventually.BecomesAsync(world.FailureAsync, failure => failure is null);
    }

    [Fact]
    public async Task A_server_that_is_not_secure_gets_nothing()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port, MailSecurity.StartTls, PostOffice.User, PostOffice.Password);
        await using var worker = await world.WorkAsync();
        var id = await world.QueueAsync("claro@cliente.example");

        var words = await Eventually.BecomesAsync(world.FailureAsync, failure => failure is not null);
        Assert.Contains("STARTTLS", words, StringComparison.Ordinal);
        Assert.Equal("queued", (await world.ReadAsync(id!.Value)).State);
        Assert.Empty(office.Taken);
        await world.UseAsync(office.Port);
        await world.EndedAsync(id);
    }

    [Fact]
    [Trait("rule", "MAIL-09")]
    public async Task A_refused_receiver_is_told_in_the_servers_words_and_marks_the_address()
    {
        await using var office = PostOffice.Open();
        office.Receives = (address, _) => address.StartsWith("nadie", StringComparison.OrdinalIgnoreCase) ? "550 5.1.1 no such user here" : null;
        await world.UseAsync(office.Port);
        await using var worker = await world.WorkAsync();
        var nobody = await world.QueueAsync("Nadie@cliente.example");
        var somebody = await world.QueueAsync("alguien@cliente.example");

        var refused = await world.EndedAsync(nobody);
        Assert.Equal(("refused", true, "bounced"), (refused.State, refused.Bounced, refused.Events));
        Assert.StartsWith("550 5.1.1 no such user here", refused.Answer, StringComparison.Ordinal);
        Assert.Equal("handed_over", (await world.EndedAsync(somebody)).State);
        // Modules read it, by the address in lower case.
        Assert.Equal(refused.Answer, await world.Runtime.Work.Sql("select bounce_reason from host.bounces_v1 where address = 'nadie@cliente.example'").ValueAsync<string>());
    }

    [Fact]
    public async Task A_server_that_says_later_gets_it_later_and_once()
    {
        await using var office = PostOffice.Open();
        office.Receives = (_, before) => before == 0 ? "451 4.7.1 greylisted, come back" : null;
        await world.UseAsync(office.Port);
        await using var worker = await world.WorkAsync();
        var id = await world.QueueAsync("gris@cliente.example");

        var ended = await world.EndedAsync(id);
        Assert.Equal(("handed_over", 2, "delayed", false), (ended.State, ended.Attempts, ended.Events, ended.Bounced));
        Assert.Single(office.Taken);
    }

    [Fact]
    public async Task A_receiver_whose_turn_never_comes_holds_nobody_up()
    {
        await using var office = PostOffice.Open();
        office.Receives = (address, _) => address.StartsWith("nunca", StringComparison.Ordinal) ? "421 4.3.2 not now" : null;
        await world.UseAsync(office.Port);
        var never = await world.QueueAsync("nunca@cliente.example");
        var next = await world.QueueAsync("sigue@cliente.example");
        await using var worker = await world.WorkAsync();

        Assert.Equal("handed_over", (await world.EndedAsync(next)).State);
        var waiting = await Eventually.BecomesAsync(() => world.ReadAsync(never!.Value), row => row is { State: "queued", Answer.Length: > 0 });
        Assert.StartsWith("421 4.3.2 not now", waiting.Answer, StringComparison.Ordinal);
        await world.Database.RunAsync("update host.mail set state = 'stopped' where id = $1", never);
    }

    [Fact]
    public async Task A_server_that_ends_a_connection_after_some_messages_gets_the_others_over_new_ones()
    {
        await using var office = PostOffice.Open();
        var asked = 0;
        office.Verdict = _ => Interlocked.Increment(ref asked) % 10 == 0 ? "421 4.7.0 too many messages on this connection" : null;
        await world.UseAsync(office.Port);
        await world.QueueManyAsync("tanda", 100);
        await using var worker = await world.WorkAsync();

        await Eventually.BecomesAsync(() => world.CountAsync("handed_over", "tanda-%"), count => count == 100);
        Assert.Equal(100, office.Taken.Select(mail => mail.Headers["X-Envelope-To"]).Distinct().Count());
        Assert.Equal(100, office.Taken.Count);
    }

    [Fact]
    public async Task A_server_that_breaks_off_at_each_message_makes_few_unknown_and_keeps_the_rest()
    {
        using var broken = new BreakingServer();
        await world.UseAsync(broken.Port);
        await world.QueueManyAsync("rotos", 200);
        await using (var worker = await world.WorkAsync())
        {
            await Eventually.BecomesAsync(() => world.CountAsync("unknown", "rotos-%"), count => count >= 2);
        }

        Assert.InRange(await world.CountAsync("unknown", "rotos-%"), 2, 20);
        // Some may have been in hand when the worker ended.
        Assert.Equal(200, await world.CountAsync("unknown", "rotos-%") + await world.CountAsync("queued", "rotos-%") + await world.CountAsync("sending", "rotos-%"));
        await world.Database.RunAsync("update host.mail set state = 'stopped' where address like 'rotos-%'");
    }

    [Fact]
    public async Task A_server_that_does_not_let_us_send_refuses_no_message_and_marks_no_address()
    {
        await using var office = PostOffice.Open();
        office.Receives = (_, _) => "554 5.7.1 relay access denied";
        await world.UseAsync(office.Port);
        await world.QueueManyAsync("ajenos", 50);
        await using var worker = await world.WorkAsync();

        await Eventually.BecomesAsync(world.FailureAsync, failure => failure?.Contains("relay access denied", StringComparison.Ordinal) == true);
        Assert.Equal(50L, await world.Database.ValueAsync<long>("select count(*) from host.mail where address like 'ajenos-%' and state in ('queued', 'sending')"));
        Assert.Equal(0L, await world.Database.ValueAsync<long>("select count(*) from host.bounces_v1 where address like 'ajenos-%'"));

        office.Receives = null;
        await Eventually.BecomesAsync(() => world.CountAsync("handed_over", "ajenos-%"), count => count == 50);
        Assert.Equal(50, office.Taken.Count);
    }

    [Fact]
    public async Task A_message_that_is_larger_than_the_server_said_is_refused_and_the_next_goes()
    {
        await using var office = PostOffice.OpenSecure(mostBytes: 20_000);
        await world.UseAsync(office.Port, MailSecurity.StartTls, PostOffice.User, PostOffice.Password);
        await using var worker = await world.WorkAsync();
        var file = await world.Runtime.Get<IFileStore>().SaveAsync(new NewFile("plano.bin", "application/octet-stream"), new MemoryStream(new byte[30_000]));
        var large = await world.QueueAsync("plano@cliente.example", with: mail => mail with { Files = [file.Id] });
        var small = await world.QueueAsync("escueta@cliente.example");

        var refused = await world.EndedAsync(large);
        Assert.Equal(("refused", false), (refused.State, refused.Bounced));
        Assert.StartsWith("552 ", refused.Answer, StringComparison.Ordinal);
        Assert.Equal("handed_over", (await world.EndedAsync(small)).State);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_and_the_next_goes()
    {
        await using var office = PostOffice.Open();
        office.Verdict = mail => mail.Subject!.StartsWith("Grande", StringComparison.Ordinal) ? "552 5.3.4 message too big" : null;
        await world.UseAsync(office.Port);
        await using var worker = await world.WorkAsync();
        var large = await world.QueueAsync("grande@cliente.example", "Grande");
        var small = await world.QueueAsync("chica@cliente.example", "Chica");

        var refused = await world.EndedAsync(large);
        Assert.Equal(("refused", "552 5.3.4 message too big", false), (refused.State, refused.Answer, refused.Bounced));
        Assert.Equal("handed_over", (await world.EndedAsync(small)).State);
    }

    [Fact]
    [Trait("case", "J02")]
    public async Task A_server_that_falls_silent_after_the_message_leaves_it_unknown_and_it_is_not_sent_again()
    {
        await using var office = PostOffice.Open();
        office.Thinks = mail => TimeSpan.FromSeconds(mail.Subject == "Lenta" ? 15 : 0);
        await world.UseAsync(office.Port);
        // After the last dot a server has ten times as long as before.
        await using var worker = await world.WorkAsync(waitFactor: 0.02);
        var id = await world.QueueAsync("lenta@cliente.example", "Lenta");

        var ended = await world.EndedAsync(id);
        Assert.Equal(("unknown", "unknown"), (ended.State, ended.Events));
        // The worker goes on, and leaves that one alone.
        await world.EndedAsync(await world.QueueAsync("otra@cliente.example", "Otra"));
        Assert.Equal("unknown", (await world.ReadAsync(id!.Value)).State);
        Assert.InRange(office.Taken.Count(mail => mail.Subject == "Lenta"), 0, 1);

        // Whoever gets it twice, since a person said so, can tell that it is the same.
        office.Thinks = null;
        await world.Database.RunAsync("update host.mail set state = 'queued', not_before = now() where id = $1", id);
        Assert.Equal("handed_over", (await world.EndedAsync(id)).State);
        Assert.Equal([$"{id:N}@isp.example"], office.Taken.Where(mail => mail.Subject == "Lenta").Select(mail => mail.MessageId).Distinct());
    }

    [Fact]
    public async Task A_server_that_never_answers_keeps_all_waiting()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        await world.UseAsync(((System.Net.IPEndPoint)silent.LocalEndpoint).Port);
        await using var worker = await world.WorkAsync();
        var id = await world.QueueAsync("muda@cliente.example");

        await Eventually.BecomesAsync(world.FailureAsync, failure => failure is not null);
        Assert.Equal("queued", (await world.ReadAsync(id!.Value)).State);
        silent.Stop();

        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        Assert.Equal("handed_over", (await world.EndedAsync(id)).State);
    }
}
