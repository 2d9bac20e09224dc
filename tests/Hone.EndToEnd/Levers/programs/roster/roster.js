// Hours of each team from a club's shifts: node roster.js MEMBERS
'use strict';

class Random {
  constructor(seed) { this.state = seed; }
  below(limit) {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return (this.state >>> 8) % limit;
  }
}

function makeClub(size) {
  const random = new Random(17);
  const members = [];
  for (let i = 0; i < size; i++) {
    members.push({ number: 10000 + i * 7, name: `member ${i}`, team: random.below(12) });
  }
  const shifts = [];
  for (let i = 0; i < size; i++) {
    shifts.push({ number: 10000 + random.below(size) * 7, hours: 1 + random.below(6) });
  }
  return { members, shifts };
}

function memberOf(members, number) {
  return members.find((member) => member.number === number);
}

function hoursByTeam(club) {
  const hours = new Array(12).fill(0);
  for (const shift of club.shifts) {
    const member = memberOf(club.members, shift.number);
    if (member) {
      hours[member.team] += shift.hours;
    }
  }
  return hours;
}

const size = Number(process.argv[2]);
if (!(size > 0)) {
  console.error('usage: node roster.js MEMBERS');
  process.exit(2);
}
const hours = hoursByTeam(makeClub(size));
hours.forEach((sum, team) => console.log(`team ${team}: ${sum} hours`));
