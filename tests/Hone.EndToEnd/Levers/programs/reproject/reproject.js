// Rewrites GeoJSON from degrees to metres of Web Mercator: node reproject.js FROM TO
'use strict';
const fs = require('fs');

const RADIUS = 6378137;

function toMetres([longitude, latitude]) {
  const x = (longitude * Math.PI * RADIUS) / 180;
  const y = RADIUS * Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
  return [Math.round(x * 100) / 100, Math.round(y * 100) / 100];
}

function reproject(geometry) {
  if (geometry.type === 'LineString') {
    return { type: geometry.type, coordinates: geometry.coordinates.map(toMetres) };
  }
  return { type: geometry.type, coordinates: toMetres(geometry.coordinates) };
}

function main([from, to]) {
  const collection = JSON.parse(fs.readFileSync(from, 'utf8'));
  let points = 0;
  for (const feature of collection.features) {
    feature.geometry = reproject(feature.geometry);
    points += feature.geometry.type === 'Point' ? 1 : feature.geometry.coordinates.length;
  }
  fs.writeFileSync(to, JSON.stringify(collection));
  console.log(`${collection.features.length} features, ${points} points`);
}

main(process.argv.slice(2));
