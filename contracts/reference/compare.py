"""Replays the traces of the model next door on another model of a pool, of somebody else's making, and compares the two
after every step: the model that the contract is held against is held against an outside one itself.

    MODEL=<path of the other model> npm run test:model:outside [-- --runs N]

The other model is a Python module with a class `Pool(util, cool, maxdur)`: methods supply, request, claim, lock, release,
draw, reward, creward, roll, check; figures A, S, pend, L, exitReserve, unalloc, latest, acc, rem, rew, owed, sh. It
differs from ours in what follows, and nothing but that is adapted here; what is computed, it computes by itself.

- Its rewards are of one kind and come at once. Ours stream: what has flowed by a step is its reward at that step.
- A release or a draw ends its locks. One of ours that is taken off in parts is several of its locks from the start.
- It pays all due tickets of an account at once, so the one that is claimed is shown to it alone.
- It knows one generation: each of ours is a pool of its own.
- It counts cooldowns in epochs, ours in seconds: it is told how many epochs that makes this time.
"""
import importlib.util
import json
import os
import sys

WORD = 32
FOREVER = 10**9  # epochs
SETTLING = {'Stake', 'RequestExit', 'ClaimRewards', 'Compound'}  # acts that bring an account's rewards up to now


class Differs(Exception):
    pass


def load_model(path):
    spec = importlib.util.spec_from_file_location('outside_model', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_trace(path, layout):
    with open(path, 'rb') as file:
        data = file.read()
    words = [int.from_bytes(data[i:i + WORD], 'big') for i in range(0, len(data), WORD)]
    header, fields = layout['header'], layout['fields']
    run = dict(zip(header, words))
    count, body = words[len(header) + 1], words[len(header) + 2:]
    if len(body) != count * len(fields):
        raise ValueError(f'{path} is cut off')
    steps = []
    for i in range(count):
        step = dict(zip(fields, body[i * len(fields):]))
        step['act'] = layout['acts'][step['act']]
        step['refusal'] = layout['refusals'][step['refusal'] - 1] if step['refusal'] else None
        steps.append(step)
    return run, steps


class Replay:
    def __init__(self, model, run, steps):
        self.model, self.run, self.steps = model, run, steps
        self.length = run['epochLength']
        self.first_epoch = run['start'] // self.length
        self.pieces = self.cut_locks()
        self.taken = {}  # pieces used up, by lock
        self.pools, self.cooldowns, self.accrued = {}, {}, {}
        self.begin(1, run['utilisation'], run['cooldown'])

    def begin(self, generation, utilisation, cooldown, today=0):
        pool = self.model.Pool(utilisation, 0, FOREVER)
        pool.epoch = pool.rolled = today
        self.pools[generation], self.cooldowns[generation] = pool, cooldown
        self.accrued[generation] = (0, 0)

    def cut_locks(self):
        """The amounts in which each lock is taken off, and what is never taken off at the end."""
        pieces = {}
        for step in self.steps:
            if step['refusal']:
                continue
            if step['act'] == 'Lock':
                pieces[step['item']] = [step['amount']]
            elif step['act'] in ('Release', 'Draw'):
                rest = pieces[step['item']].pop()
                pieces[step['item']] += [step['amount'], rest - step['amount']]
        return pieces

    def play(self):
        for self.at, self.step in enumerate(self.steps):
            self.pool = self.pools[self.step['generation']]
            self.today = self.epoch(self.step['time'])
            for pool in self.pools.values():
                pool.epoch = self.today
                pool.roll()
            if self.step['refusal'] is None:
                self.flow(self.step)
                getattr(self, 'on' + self.step['act'])(self.step)
            elif self.step['refusal'] == 'CapacityExceeded':
                lock = (self.step['item'], 'refused', self.at)
                self.same('refused', self.pool.lock(lock, self.step['amount'], self.lock_epochs()), False)
            self.compare()

    def epoch(self, time):
        return time // self.length - self.first_epoch

    def same(self, what, outside, ours):
        if outside != ours:
            raise Differs(f"run {self.run['number']}, step {self.at} ({self.step['act']}): {what} is {outside} outside, {ours} here")

    def flow(self, seen):
        """Gives a generation what has flowed by the step that saw it, if anything has."""
        times, wei = self.accrued[seen['generation']]
        if seen['accruals'] == times:
            return
        self.same('accruals', times + 1, seen['accruals'])
        self.pools[seen['generation']].reward(seen['accrued'] - wei)
        self.accrued[seen['generation']] = (seen['accruals'], seen['accrued'])

    def supply(self, pool, account, value):
        before = pool.sh.get(account, 0)
        pool.supply(account, value)
        return pool.sh.get(account, 0) - before

    # ---- acts, each with its outcome

    def onLook(self, step):
        pass

    onRoll = onFundTopUps = onLook

    def onSetTerms(self, step):
        self.pool.util, self.cooldowns[step['generation']] = step['amount'], step['item']

    def onStake(self, step):
        self.same('minted', self.supply(self.pool, step['account'], step['amount']), step['first'])

    def onRequestExit(self, step):
        pool, account = self.pool, step['account']
        pool.cool = self.epoch(step['time'] + self.cooldowns[step['generation']]) - self.today
        pool.request(account, step['amount'])
        *others, (epoch, shares, asked) = pool.tick[account]
        self.same('exit epoch', epoch + self.first_epoch, step['first'])
        self.same('taken', shares, step['second'])
        # Requests for the same epoch are one ticket.
        joined = [ticket for ticket in others if ticket[0] == epoch]
        shares += sum(ticket[1] for ticket in joined)
        pool.tick[account] = [ticket for ticket in others if ticket[0] != epoch] + [(epoch, shares, asked)]

    def claim(self, step):
        pool, account = self.pool, step['account']
        epoch = step['item'] - self.first_epoch
        tickets, before = pool.tick[account], pool.exitReserve
        pool.tick[account] = [ticket for ticket in tickets if ticket[0] == epoch]
        pool.claim(account)
        self.same('claimed', pool.tick[account], [])
        pool.tick[account] = [ticket for ticket in tickets if ticket[0] != epoch]
        self.same('paid', before - pool.exitReserve, step['first'])

    onClaimExit = claim

    def onRestake(self, step):
        self.claim(step)
        target = self.pool
        if step['closed']:  # then the next step looks at the generation that the stake goes to
            seen = self.steps[self.at + 1]
            target = self.pools[seen['generation']]
            self.flow(seen)
        self.same('minted', self.supply(target, step['account'], step['first']), step['second'])

    def lock_epochs(self):
        return self.epoch(self.step['expiresAt'] + self.length - 1) - self.today - 1

    def onLock(self, step):
        self.taken[step['item']] = 0
        for i, amount in enumerate(self.pieces[step['item']]):
            if amount:
                self.same('locked', self.pool.lock((step['item'], i), amount, self.lock_epochs()), True)

    def piece(self, step):
        i = self.taken[step['item']]
        self.taken[step['item']] += 1
        return (step['item'], i)

    def onRelease(self, step):
        self.pool.release(self.piece(step))

    def onDraw(self, step):
        pool, generation = self.pool, step['generation']
        pool.draw(self.piece(step), step['amount'])
        if step['closed'] and generation + 1 not in self.pools:
            self.same('minted in a generation that is over', self.supply(pool, 'nobody', 10**27), 0)
            self.begin(generation + 1, pool.util, self.cooldowns[generation], self.today)

    def reap(self, step):
        before = self.pool.rew
        self.pool.creward(step['account'])
        return before - self.pool.rew

    def onClaimRewards(self, step):
        self.same('rewards', self.reap(step), step['second'])

    def onCompound(self, step):
        self.same('rewards', self.reap(step), step['first'])
        self.same('minted', self.supply(self.pool, step['account'], step['first']), step['second'])

    # ---- what is to be seen

    def compare(self):
        pool, step = self.pool, self.step
        pool.check()  # its own invariants; rolls
        for outside, ours in [
            ('A', 'assets'), ('S', 'shares'), ('pend', 'pendingShares'), ('L', 'locked'), ('exitReserve', 'exitReserve'),
            ('unalloc', 'unallocated'), ('acc', 'topUpsPerShare'), ('rem', 'topUpRemainder'),
        ]:
            self.same(ours, getattr(pool, outside), step[ours])
        if step['latestLockEnd']:
            self.same('latestLockEnd', pool.latest + self.first_epoch, step['latestLockEnd'])
        self.same("account's shares", pool.sh.get(step['account'], 0), step['accountShares'])
        if step['refusal'] is None and step['act'] in SETTLING:
            self.same('owed', pool.owed[step['account']], step['topUps'])
            self.same('rewards earned', pool.rew, step['rewardReserve'] - step['topUpsLeft'])


def main(model_path, traces, runs):
    model = load_model(model_path)
    with open(os.path.join(traces, 'layout.json')) as file:
        layout = json.load(file)
    total = 0
    for number in range(1, runs + 1):
        run, steps = read_trace(os.path.join(traces, f'{number}.bin'), layout)
        Replay(model, run, steps).play()
        total += len(steps)
    print(f'{runs} runs, {total} steps: the two models agree after each')


if __name__ == '__main__':
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
