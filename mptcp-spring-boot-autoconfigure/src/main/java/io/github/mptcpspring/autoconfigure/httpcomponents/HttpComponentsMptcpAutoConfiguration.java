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

package io.github.mptcpspring.autoconfigure.httpcomponents;

import java.util.function.UnaryOperator;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.autoconfigure.ClientReport;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.httpclient.CustomizerChoice;
import io.github.mptcpspring.autoconfigure.httpclient.HttpClientMptcpAutoConfiguration;
import io.github.mptcpspring.httpcomponents.MptcpConnectionManagerCustomizer;
import io.github.mptcpspring.internal.client.ClientSockets;
import io.github.mptcpspring.internal.diagnosis.MptcpSettings;
import org.apache.hc.client5.http.classic.HttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for MPTCP on the classic clients of
 * HttpComponents that Spring Boot builds.
 */
@AutoConfiguration(after = MptcpAutoConfiguration.class, before = HttpClientMptcpAutoConfiguration.class)
@ConditionalOnClass({ HttpClient.class, ClientHttpRequestFactoryBuilder.class })
@ConditionalOnBean(MptcpSettings.class)
public final class HttpComponentsMptcpAutoConfiguration {

	HttpComponentsMptcpAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	MptcpConnectionManagerCustomizer mptcpConnectionManagerCustomizer(ClientSockets sockets) {
		return customizer(sockets, UnaryOperator.identity());
	}

	@Bean
	static HttpComponentsBuilderPostProcessor mptcpHttpComponentsBuilderPostProcessor(
			ObjectProvider<ClientReport> report, ObjectProvider<ClientSockets> sockets,
			ObjectProvider<MptcpConnectionManagerCustomizer> customizers) {
		return new HttpComponentsBuilderPostProcessor(report,
				new CustomizerChoice<>(customizers, (change) -> customizer(sockets.getObject(), change)));
	}

	private static MptcpConnectionManagerCustomizer customizer(ClientSockets sockets,
			UnaryOperator<ClientSettings> change) {
		return new MptcpConnectionManagerCustomizer(sockets.sockets(), change.apply(sockets.settings()),
				sockets.observer());
	}

}
