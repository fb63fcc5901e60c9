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

package io.github.mptcpspring.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * {@link ConfigurationProperties Properties} for TCP Fast Open.
 *
 * @param queueLength Length of the Fast Open queue of the embedded server's listeners.
 * Fast Open is left alone when it is 0.
 * @param withMptcp Whether listeners that speak MPTCP have a Fast Open queue, too. Linux
 * can let responses over several paths stand still then.
 * @param connect Whether HTTP clients send their first data in the SYN when they know a
 * cookie of the server.
 */
@ConfigurationProperties("tfo")
public record FastOpenProperties(@DefaultValue("0") int queueLength, @DefaultValue("false") boolean withMptcp,
		@DefaultValue("false") boolean connect) {

	/**
	 * Create new properties.
	 */
	public FastOpenProperties {
		if (queueLength < 0) {
			throw new InvalidConfigurationPropertyValueException("tfo.queue-length", queueLength,
					"The length of a queue must be 0 or more.");
		}
	}

}
