#!/bin/sh
# Runs once, when the database's volume is new: the owner migrates, the application's login owns nothing.
set -eu
psql -v ON_ERROR_STOP=1 -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname postgres << 'SQL'
CREATE ROLE highseas_owner LOGIN CREATEROLE PASSWORD :'owner';
CREATE ROLE highseas_app LOGIN NOINHERIT PASSWORD :'app';
CREATE ROLE highseas_definer NOLOGIN;
GRANT highseas_app, highseas_definer TO highseas_owner WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
CREATE DATABASE highseas OWNER highseas_owner;
SQL
