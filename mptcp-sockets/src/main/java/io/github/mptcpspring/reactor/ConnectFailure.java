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
 * Creates the exceptions of a connect without Fast Open.
 * <p>
 * Libraries and applications retry a request depending on its type,
 * {@link ConnectException}. Its message contains the address.
 */
final class ConnectFailure {

	private ConnectFailure() {
	}

	/**
	 * Convert a failure of the first write or read to that of a connect, if the
	 * connection was refused or the host cannot be reached.
	 * @param cause the failure, before the server has sent anything
	 * @param remote the address of the server, {@code null} if it is not known
	 * @return the exception of a connect, otherwise {@code cause}
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

	// ETIMEDOUT does not show whether the connection was established
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

	// The exceptions of the JDK have no error number, and a specific class only if a
	// connect fails
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

	// Like Netty
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
