/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.reactor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.SocketException;

import io.netty.channel.unix.Errors;
import io.netty.channel.unix.Errors.NativeIoException;
import org.jspecify.annotations.Nullable;

/**
 * The exception that a connect without Fast Open fails with.
 * <p>
 * Libraries and applications decide by it whether a request is sent again: it is a
 * {@link ConnectException} and names the address.
 */
final class ConnectFailure {

	private ConnectFailure() {
	}

	/**
	 * Return what a failure of the first write or read is called when it is one of the
	 * connection: refused, or no way to the host.
	 * @param cause the failure, before the other end has sent anything
	 * @param remote the address that was to be connected to, {@code null} when it is not
	 * known
	 * @return the exception of a connect, {@code cause} itself when it is something else
	 */
	static Throwable of(Throwable cause, @Nullable SocketAddress remote) {
		SocketException failure = (cause instanceof NativeIoException nativeFailure)
				? ofErrno(nativeFailure.expectedErr()) : ofMessage(cause);
		if (failure == null) {
			return cause;
		}
		failure.addSuppressed(cause);
		return annotate(failure, remote);
	}

	// ETIMEDOUT does not tell whether the connection had been there
	private static @Nullable SocketException ofErrno(int errno) {
		if (errno != Errors.ERROR_ECONNREFUSED_NEGATIVE && errno != Errors.ERROR_EHOSTUNREACH_NEGATIVE
				&& errno != Errors.ERROR_ENETUNREACH_NEGATIVE) {
			return null;
		}
		try {
			Errors.handleConnectErrno("finishConnect", errno);
			return null;
		}
		catch (SocketException ex) {
			return ex;
		}
		catch (IOException ex) {
			return null;
		}
	}

	// The JDK has no number in what a read fails with, and the class only when it
	// connects
	private static @Nullable SocketException ofMessage(Throwable cause) {
		String message = cause.getMessage();
		if (message == null || !(cause instanceof IOException)) {
			return null;
		}
		return switch (message) {
			case "Connection refused" -> new ConnectException(message);
			case "No route to host" -> new NoRouteToHostException(message);
			case "Network is unreachable" -> new SocketException(message);
			default -> null;
		};
	}

	// As Netty does when it connects
	private static SocketException annotate(SocketException failure, @Nullable SocketAddress remote) {
		String message = failure.getMessage() + ": " + remote;
		SocketException annotated = switch (failure) {
			case ConnectException _ -> new ConnectException(message);
			case NoRouteToHostException _ -> new NoRouteToHostException(message);
			default -> new SocketException(message);
		};
		annotated.initCause(failure);
		return annotated;
	}

}
