#!/bin/bash
# Run once by the PostgreSQL image, in an empty volume: the roles of a deployment, and the database.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" --username postgres <<'SQL'
create role lectern_owner login password :'password';
create role lectern_app login password :'password';
create database lectern owner lectern_owner;
SQL
